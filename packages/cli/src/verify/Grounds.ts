/**
 * The organizations of a world before and after the contract: free of trusts between
 * them, both times.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { Trustees } from "@org-trust/core/Trustees"
import { Trustors } from "@org-trust/core/Trustors"
import type { Party } from "@org-trust/testkit/contract/Cast"
import { casts } from "@org-trust/testkit/contract/Cast"
import type { Redact } from "@org-trust/testkit/contract/report/Redact"
import type { Subject } from "@org-trust/testkit/contract/Subject"
import { cannot } from "./Failures.ts"

/** Those who play a part in some cast. */
const parties = ({ capabilities, world }: Subject): ReadonlyArray<Party> => [
  ...new Map(casts(world, capabilities.groups).map(({ trustor }) => [trustor.organization.id, trustor])).values(),
]

/** The world's organizations that have a trust of a party's. */
const trusteesOf = Effect.fnUntraced(function* ({ world }: Subject) {
  const found = yield* Stream.runCollect((yield* Trustees).stream())
  return world.organizations.filter(({ id }) => found.some((trustee) => trustee.id === id))
})

/**
 * Looks whether the implementation can be used at all, and is free: trusts that are
 * there already would be in the way, and ending them is not ours to do.
 */
export const checkFree = Effect.fnUntraced(function* (subject: Subject, redact: Redact) {
  const { groups } = subject.capabilities
  for (const party of parties(subject)) {
    const { admin, organization } = party
    const what = groups.includes("Trustees") ? "trustees" : "trustors"
    const present = yield* Effect.gen(function* () {
      if (groups.includes("Trustees")) return yield* trusteesOf(subject)
      // Without trustees no trust can be made; this only looks whether anybody is there.
      if (groups.includes("Trustors")) yield* (yield* Trustors).list({ pageSize: 1 })
      return []
    }).pipe(
      Effect.provide(subject.connect(admin)),
      Effect.mapError((error) => {
        const reason = redact(`${error._tag}: ${error.message}`)
        return cannot(`Cannot list the ${what} of ${organization.name} at ${subject.name}: ${reason}`)
      }),
    )
    const [first] = present
    if (first !== undefined) {
      return yield* cannot(`${organization.name} already has a trust with ${first.name}. End it, or use another world.`)
    }
  }
})

/** Ends the trusts that are left between the world's organizations, and says which cannot be ended. */
export const sweep = Effect.fnUntraced(function* (subject: Subject) {
  if (!subject.capabilities.groups.includes("Trustees")) return
  for (const { admin, organization } of parties(subject)) {
    yield* Effect.gen(function* () {
      const trustees = yield* Trustees
      for (const { id, name } of yield* trusteesOf(subject)) {
        yield* trustees.remove(id).pipe(
          // One that is gone may be listed for a while where changes take time to settle.
          Effect.catchTag("NotFound", () => Effect.void),
          Effect.catch(({ _tag }) =>
            Console.error(`The trust of ${organization.name} with ${name} could not be ended: ${_tag}`),
          ),
        )
      }
    }).pipe(
      Effect.provide(subject.connect(admin)),
      Effect.catch(({ _tag }) =>
        Console.error(`Cannot see whether ${organization.name} has trusts that are left over: ${_tag}`),
      ),
    )
  }
})
