/**
 * Asking for access: a pairing, which whoever holds its id can use.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
import { Pairings } from "@org-trust/core/Pairings"
import { Timestamp } from "@org-trust/core/Timestamp"
import type { Left } from "../../Run.ts"
import { Seal } from "../../Seal.ts"
import { actAs } from "../act.ts"
import type { Frame } from "../Frame.ts"
import { hushAnswer } from "../hush.ts"
import { step } from "../Step.ts"
import type { Complete } from "./Input.ts"

const Pairing = Schema.Struct({ sealed: Schema.String, until: Timestamp })

/**
 * Makes a pairing, as trustee. The API lists none: one that was made by an execution
 * that died before it could write it down is never used, and expires.
 */
export const ask = (frame: Frame, input: Complete, number: number) =>
  step(frame, {
    name: `pairing ${number}`,
    success: Pairing,
    execute: () =>
      Effect.gen(function* () {
        const seal = yield* Seal
        const { dateCreated, id } = yield* actAs(
          input.trusteeOrgId,
          Pairings.use((pairings) =>
            pairings.create({
              userIds: input.users.map(({ id }) => id),
              groupIds: input.groups.map(({ id }) => id),
            }),
          ),
        ).pipe(hushAnswer)
        const since = dateCreated ?? (yield* DateTime.now)
        return {
          sealed: yield* seal.close(Redacted.make(id)),
          until: DateTime.addDuration(since, input.pairingLifetime),
        }
      }),
  })

/** What remains of a pairing that was not used. */
export const unused = ({ until }: typeof Pairing.Type): Left => ({
  what: "pairing",
  because: `It was not used, and cannot be withdrawn: it expires at ${DateTime.formatIso(until)}`,
})
