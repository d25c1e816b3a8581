/**
 * `org-trust verify`: puts the implementation behind a URL through the contract.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as FileSystem from "effect/FileSystem"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Runtime from "effect/Runtime"
import * as Schema from "effect/Schema"
import * as CliError from "effect/cli/CliError"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import * as TerminalCapabilities from "effect/cli/TerminalCapabilities"
import { Trustees } from "@org-trust/core/Trustees"
import { world as builtInWorld } from "../BuiltInWorld.ts"
import { complete } from "../contract/Capabilities.ts"
import * as CapabilitiesFile from "../contract/CapabilitiesFile.ts"
import { casts } from "../contract/Cast.ts"
import { clauses } from "../contract/Contract.ts"
import { overHttp } from "../contract/overHttp.ts"
import { toHtml } from "../contract/report/Html.ts"
import { toJson } from "../contract/report/Json.ts"
import { toJUnit } from "../contract/report/JUnit.ts"
import * as Terminal from "../contract/report/Terminal.ts"
import { isOk } from "../contract/Report.ts"
import * as Runner from "../contract/Runner.ts"
import type { Subject } from "../contract/Subject.ts"
import type { WorldFile } from "../WorldFile.ts"
import { worldFlag, worldOf } from "./worldFlag.ts"

/** The contract could not be run; `message` says why. The command ends with 2. */
export class CannotVerify extends Schema.TaggedError<CannotVerify>()("CannotVerify", { message: Schema.String }) {
  override get [CliError.userMessage](): string {
    return this.message
  }
  override readonly [Runtime.errorExitCode] = 2
}

/** Some clause does not hold. The command ends with 1; what failed has been printed. */
export class NotFulfilled extends Schema.TaggedError<NotFulfilled>()("NotFulfilled", {}) {
  override readonly [Runtime.errorExitCode] = 1
  override readonly [Runtime.errorReported] = false
}

const cannot = (message: string) => new CannotVerify({ message })

const readFile = Effect.fnUntraced(function* (path: string) {
  const files = yield* FileSystem.FileSystem
  return yield* Effect.mapError(files.readFileString(path), ({ message }) => cannot(`Cannot read ${path}: ${message}`))
})

const readCapabilities = Effect.fnUntraced(function* (path: Option.Option<string>) {
  if (Option.isNone(path)) return complete
  const parsed = CapabilitiesFile.parse(yield* readFile(path.value))
  return Result.isSuccess(parsed)
    ? CapabilitiesFile.toCapabilities(parsed.success)
    : yield* cannot(`The capabilities file ${path.value} is not right:\n${parsed.failure.message}`)
})

const readKnownFailures = Effect.fnUntraced(function* (path: Option.Option<string>) {
  if (Option.isNone(path)) return []
  const text = yield* readFile(path.value)
  return text.split("\n").flatMap((line) => {
    const name = line.replace(/#.*/, "").trim()
    return name === "" ? [] : [name]
  })
})

/**
 * Looks whether the implementation can be used at all, and is free: trusts that are
 * there already would be in the way, and ending them is not ours to do.
 */
const checkSubject = Effect.fnUntraced(function* (subject: Subject, world: WorldFile) {
  const known = new Map(world.organizations.map(({ id, name }) => [id, name]))
  const parties = new Map(casts(world).map(({ trustor }) => [trustor.organization.id, trustor]))
  for (const { admin, organization } of parties.values()) {
    const trustees = yield* Trustees.use((service) => service.list({ pageSize: 25 })).pipe(
      Effect.provide(subject.connect(admin)),
      Effect.mapError((error) =>
        cannot(`Cannot list the trustees of ${organization.name} at ${subject.name}: ${error._tag}: ${error.message}`),
      ),
    )
    const present = trustees.entities.find(({ id }) => known.has(id))
    if (present !== undefined) {
      return yield* cannot(
        `${organization.name} already has a trust with ${known.get(present.id)}. End it, or use another world.`,
      )
    }
  }
})

const file = (name: string, what: string) =>
  Flag.String(name).pipe(Flag.withMetavar("FILE"), Flag.withDescription(what), Flag.optional)

const number = (name: string, what: string, standard: number, least: number) =>
  Flag.Int(name).pipe(
    Flag.withDescription(what),
    Flag.filter(
      (value) => value >= least,
      () => `a whole number from ${least}`,
    ),
    Flag.withDefault(standard),
  )

/** The command. */
export const verify = Command.make(
  "verify",
  {
    url: Flag.String("url").pipe(Flag.withDescription("Where the API is")),
    loginUrl: Flag.String("login-url").pipe(Flag.withDescription("Where /oauth/token is, if elsewhere"), Flag.optional),
    world: worldFlag,
    runs: number("runs", "Inputs tried per clause", Runner.defaultRuns, 1),
    seed: number("seed", "Where the inputs come from", 1, 0),
    only: Flag.String("only").pipe(
      Flag.withMetavar("PATTERN"),
      Flag.withDescription("Only clauses whose name matches, for instance pairing.*"),
      Flag.optional,
    ),
    capabilities: file("capabilities", "What the implementation promises, where it differs from the default"),
    knownFailures: file("known-failures", "Names of clauses that are known to fail, one a line"),
    json: file("json", "Write the results as JSON"),
    html: file("html", "Write the results as a page"),
    junit: file("junit", "Write the results as JUnit XML"),
  },
  Effect.fnUntraced(function* (flags) {
    if (!URL.canParse(flags.url)) return yield* cannot(`${flags.url} is not a URL`)
    const given = yield* Effect.mapError(worldOf(flags.world), ({ message }) => cannot(message))
    const world = Option.getOrElse(given, () => builtInWorld)
    const subject = overHttp({
      url: flags.url.replace(/\/+$/, ""),
      ...(Option.isSome(flags.loginUrl) && { loginUrl: flags.loginUrl.value }),
      world,
      capabilities: yield* readCapabilities(flags.capabilities),
      httpClient: NodeHttpClient.layerUndici,
    })
    const knownFailures = yield* readKnownFailures(flags.knownFailures)
    yield* checkSubject(subject, world)
    const paint = (yield* TerminalCapabilities.TerminalCapabilities).canColor ? Terminal.colours : Terminal.plain
    const report = yield* Runner.run(subject, {
      clauses,
      seed: flags.seed,
      runs: flags.runs,
      ...(Option.isSome(flags.only) && { only: flags.only.value }),
      knownFailures,
      onResult: (result) => Console.error(Terminal.resultLine(result, paint)),
    }).pipe(Effect.mapError(({ message }) => cannot(message)))
    const files = yield* FileSystem.FileSystem
    const write = (path: Option.Option<string>, content: () => string) =>
      Option.isNone(path)
        ? Effect.void
        : Effect.mapError(files.writeFileString(path.value, content()), ({ message }) =>
            cannot(`Cannot write ${path.value}: ${message}`),
          )
    yield* write(flags.json, () => `${JSON.stringify(toJson(report, world), undefined, 2)}\n`)
    yield* write(flags.html, () => toHtml(report, world))
    yield* write(flags.junit, () => toJUnit(report, world))
    yield* Console.log(Terminal.summary(report, world, paint))
    if (!isOk(report)) return yield* new NotFulfilled()
  }),
).pipe(Command.withDescription("Put the implementation behind a URL through the contract"))
