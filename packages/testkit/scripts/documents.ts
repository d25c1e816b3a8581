/**
 * Fills in the parts of the documents that come from the code: the text between
 * `<!-- begin NAME -->` and `<!-- end NAME -->`. With `--check` it changes nothing
 * and fails where a document is not up to date.
 */
import { readFileSync, writeFileSync } from "node:fs"
import * as Struct from "effect/Struct"
import * as Schema from "effect/Schema"
import { type OperationEntry, operationNames, operations } from "@org-trust/core/Operation"
import { type RuleId, rules } from "@org-trust/core/lifecycle/Rule"
import { Fault } from "@org-trust/testkit/FaultPlan"
import type { Replay } from "@org-trust/core/Replay"
import { clauses, clausesOverHttp, wireClauses } from "@org-trust/testkit/contract/Contract"
import { wireMutants } from "@org-trust/testkit/mutants/wire"
import { odds } from "@org-trust/testkit/odd/all"
import { wireOdds } from "@org-trust/testkit/odd/wire"
import {
  auditFields,
  type Compared,
  entityFields,
  errorFields,
  pageFields,
} from "../src/contract/internal/conformance/compare/Compared.ts"
import { misfits, read as readMatrix, wrongs } from "./matrix/Recorded.ts"
import { failingTries, type LayerName, type Network, notTold, type Runtime, tries, versions } from "./runtimes/Tried.ts"

const root = new URL("../../../", import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), "utf8")

const matrix = readMatrix()

const table = (headings: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const lines = [headings, headings.map(() => "---"), ...rows]
  return lines.map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n")
}

const permissionText = ({ checkedIn, permissions: { mode, permissions } }: OperationEntry): string => {
  const names = permissions.map((each) => `\`${each.replace("authorization:", "")}\``)
  const list = names.join(mode === "ALL" ? " and " : " or ")
  return checkedIn === "trustor" ? `${list}, at the trustor` : list
}

const operationTable = (): string =>
  table(
    ["operation", "method and path", "permissions", "name in the API", "since"],
    operationNames.map((name) => {
      const entry: OperationEntry = operations[name]
      return [
        `\`${name}\``,
        `\`${entry.method} ${entry.base ?? ""}${entry.path}\``,
        permissionText(entry),
        `\`${entry.apiName}\``,
        `${entry.since}`,
      ]
    }),
  )

const ruleTable = (): string =>
  table(
    ["rule", "sentence", "level", "source"],
    Object.entries(rules).map(([id, { level, sentence, source }]) => [`\`${id}\``, sentence, level, source]),
  )

// What the clauses of a rule were seen to reject; what is wrong on the wire is tried over HTTP by the tests alone.
const contractTable = (): string => {
  const list = (items: ReadonlyArray<{ readonly name: string }>) => items.map(({ name }) => `\`${name}\``).join(", ")
  const concerns = (rule: string) => (item: { readonly rules: ReadonlyArray<RuleId> }) =>
    item.rules.some((each) => each === rule)
  return table(
    ["rule", "clauses", "wrong implementations that break it and are rejected by them", "others rejected"],
    Object.keys(rules).map((rule) => {
      const protecting = clausesOverHttp.filter(concerns(rule))
      const rejected = wrongs.filter(({ name }) => protecting.some((clause) => matrix.get(name)?.has(clause.name)))
      const breaking = rejected.filter(concerns(rule))
      const onWire = wireMutants.filter((mutant) => mutant.rule === rule)
      return [
        `\`${rule}\``,
        list(protecting),
        list([...breaking, ...onWire]),
        onWire.length > 0 ? "" : String(rejected.length - breaking.length),
      ]
    }),
  )
}

const comparedTable = (): string => {
  const of = (what: string, fields: Readonly<Record<string, Compared>>) =>
    Object.entries(fields).map(([name, { isEssential, note, standing }]) => [
      what,
      name,
      standing,
      standing === "ignored" ? "" : isEssential ? "no" : "yes",
      note,
    ])
  return table(
    ["of", "field", "standing", "may be missing", "what is compared"],
    [
      ...of("entities", entityFields),
      ...of("pages", pageFields),
      ...of("errors", errorFields),
      ...of("audits", auditFields),
    ],
  )
}

const oddTable = (): string =>
  table(
    ["right implementation", "what is odd about it"],
    odds.map(({ name, sentence }) => [`\`${name}\``, sentence]),
  )

const wireClauseTable = (): string =>
  table(
    ["clause", "sentence"],
    wireClauses.map(({ id, sentence }) => [`\`${id}\``, sentence]),
  )

const wireOddTable = (): string =>
  table(
    ["right implementation", "what is odd about it on the wire"],
    wireOdds.map(({ name, sentence }) => [`\`${name}\``, sentence]),
  )

const wireMutantTable = (): string =>
  table(
    ["wrong implementation", "what is wrong about it on the wire", "rejected by"],
    wireMutants.map(({ name, rule, sentence }) => [`\`${name}\``, sentence, `\`${rule}\``]),
  )

const clauseTable = (): string =>
  table(
    ["clause", "sentence"],
    clauses.map(({ id, sentence }) => [`\`${id}\``, sentence]),
  )

// The errors' doc comments are their documentation, so the table is taken from there.
const errorTable = (): string => {
  const source = read("packages/core/src/TrustError.ts")
  const documented = source.matchAll(
    /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export class (\w+) extends Schema\.TaggedError/g,
  )
  return table(
    ["error", "when"],
    Array.from(documented, ([, comment = "", name = ""]) => [
      `\`${name}\``,
      comment
        .replaceAll(/^\s*\*? ?/gm, "")
        .replace(/^@[\s\S]*/m, "")
        .replaceAll(/\s+/g, " ")
        .replaceAll(/\{@link (\w+)\}/g, "`$1`")
        .trim(),
    ]),
  )
}

const replays: Record<Replay, string> = {
  safe: "It changes nothing: it is sent again.",
  repeatable: "Sent again it leaves the same state: it is sent again.",
  removal: "It is sent again. `NotFound` then means that it is gone: a success.",
  readBack: "The state is read. Only where it shows nothing of the change is the request sent again.",
  once: "Nothing can be told, and each request makes something new: it is not sent again, but an `UnknownOutcome`.",
}

const replayTable = (): string =>
  table(
    ["replay law", "operations", "when the outcome is unknown"],
    Struct.keys(replays).map((law) => {
      const names = operationNames.filter((name) => operations[name].replay === law)
      return [`\`${law}\``, names.map((name) => `\`${name}\``).join(", "), replays[law]]
    }),
  )

const faultTable = (): string =>
  table(
    ["type", "further fields", "what happens"],
    Fault.members.map((member) => {
      const { type, ...rest } = member.fields
      const fields = Object.keys(rest).map((field) => `\`${field}\``)
      return [`\`${type.schema.literal}\``, fields.join(", "), Schema.resolveAnnotations(member)?.description ?? ""]
    }),
  )

const example = (path: string): string => {
  const language = path.slice(path.lastIndexOf(".") + 1)
  return `\`\`\`${language}\n${read(path).trimEnd()}\n\`\`\``
}

const sdk = (): string => {
  const { version }: { readonly version: string } = JSON.parse(
    read("packages/testkit/node_modules/purecloud-platform-client-v2/package.json"),
  )
  return `The table, the entities and the regions follow the vendor's JavaScript SDK \`purecloud-platform-client-v2\` ${version}.`
}

const runtimeTable = (): string => {
  const runtimes = [...new Set(tries.map(({ runtime }) => runtime))]
  const yesOrNo = (runtime: Runtime, layer: LayerName): string => {
    const found = tries.find((each) => each.runtime === runtime && each.layer === layer && each.network === "directly")
    return found === undefined ? "" : found.works ? "yes" : "**no**"
  }
  const phases = (runtime: Runtime): string => {
    const exceptions = failingTries
      .filter((each) => each.runtime === runtime)
      .flatMap(({ layer }) => notTold(runtime, layer).map((phase) => `${phase}, with ${layer}`))
    return exceptions.length === 0 ? "yes" : `all but: ${exceptions.join("; ")}`
  }
  const through = (runtime: Runtime, network: Network): string =>
    tries
      .filter((each) => each.runtime === runtime && each.network === network && each.works)
      .map(({ environment, layer }) => {
        const variables = Object.entries(environment ?? {}).map(([name, value]) => `, with \`${name}=${value}\``)
        return `${layer}${variables.join("")}`
      })
      .join("; ")
  return table(
    [
      "tried on",
      "Undici.layer",
      "undici",
      "node:http",
      "fetch",
      "a change that was not sent is told",
      "through `HTTP_PROXY`",
      "with `NODE_EXTRA_CA_CERTS`",
    ],
    runtimes.map((runtime) => [
      `${runtime.replace(/ .*/, "")} ${versions[runtime]}`,
      yesOrNo(runtime, "Undici.layer"),
      yesOrNo(runtime, "undici"),
      yesOrNo(runtime, "node:http"),
      yesOrNo(runtime, "fetch"),
      phases(runtime),
      through(runtime, "HTTP_PROXY"),
      through(runtime, "NODE_EXTRA_CA_CERTS"),
    ]),
  )
}

const parts: Record<string, (argument: string) => string> = {
  sdk,
  runtimes: runtimeTable,
  operations: operationTable,
  rules: ruleTable,
  errors: errorTable,
  contract: contractTable,
  clauses: clauseTable,
  compared: comparedTable,
  odds: oddTable,
  wire: wireClauseTable,
  wireOdds: wireOddTable,
  wireMutants: wireMutantTable,
  replay: replayTable,
  faults: faultTable,
  example,
}

const fill = (text: string): string =>
  text.replaceAll(
    /(<!-- begin (\w+) ?(\S*) -->\n)[\s\S]*?(<!-- end \2 -->)/g,
    (whole, begin: string, name: string, argument: string, end: string) => {
      const part = parts[name]
      return part === undefined ? whole : `${begin}\n${part(argument)}\n\n${end}`
    },
  )

const isCheck = process.argv.includes("--check")
const stale = [
  "README.md",
  "packages/core/README.md",
  "packages/core/RULES.md",
  "packages/testkit/CONTRACT.md",
  "packages/testkit/PROOFS.md",
  "packages/http/FAILURES.md",
  "packages/http/README.md",
  "packages/testkit/README.md",
  "packages/testkit/RECIPES.md",
].filter((path) => {
  const text = read(path)
  const filled = fill(text)
  if (filled === text) return false
  if (!isCheck) writeFileSync(new URL(path, root), filled)
  return true
})

const unfit = misfits(matrix)
if (unfit.length > 0) {
  console.error(`MATRIX.md does not fit the clauses and the wrong implementations: ${unfit.join("; ")}.`)
  console.error("Run: node packages/testkit/scripts/matrix.ts --only NAME, for each name that is new")
  process.exitCode = 1
}

if (isCheck && stale.length > 0) {
  console.error(`Not up to date: ${stale.join(", ")}. Run: pnpm run documents`)
  process.exitCode = 1
}
