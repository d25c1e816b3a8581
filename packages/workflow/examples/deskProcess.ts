/**
 * A process of the partner desk: begins to let a partner in or goes on with it, and says
 * what it waits for. It takes the pairing from its standard input, and ends with the run.
 */
import { createInterface } from "node:readline"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Stream from "effect/Stream"
import { PairingId } from "@org-trust/core/Identifiers"
import { clientCredentials } from "@org-trust/http/Credentials"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import * as Desk from "./desk.ts"

const [, , url = ""] = process.argv
const { harborBank, northwindPartners } = organizations
const { id, secret } = harborBank.clients.admin
const desk = Desk.make(
  harborBank.id,
  { region: { api: url, login: url }, credentials: clientCredentials(id, secret) },
  Redacted.make("a key that stays the same"),
)

const firstLine = Effect.callback<string>((resume) => {
  const lines = createInterface(process.stdin)
  lines.once("line", (line) => {
    lines.close()
    resume(Effect.succeed(line))
  })
})

const program = Effect.gen(function* () {
  const run = yield* desk.letIn(northwindPartners.id, northwindPartners.users.tom.id, harborBank.roles.supervisor.id)
  yield* desk.follow(run).pipe(
    Stream.runForEach(({ wait }) => Console.log(`${run} waits for ${wait?.what ?? "nothing"}`)),
    Effect.forkScoped,
  )
  yield* Effect.forkScoped(
    Effect.flatMap(firstLine, (pairing) => desk.pairingCame(run, Redacted.make(PairingId.make(pairing)))),
  )
  const { letIn } = yield* desk.result(run)
  yield* Console.log(`${run} is done: ${letIn.length} let in`)
})

await Effect.runPromise(Effect.scoped(program).pipe(Effect.provide(desk.layer)))
