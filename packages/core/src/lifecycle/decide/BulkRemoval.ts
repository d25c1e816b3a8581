import * as Result from "effect/Result"
import type { OrganizationId } from "../../Identifiers.ts"
import { InvalidRequest, type NotFound } from "../../TrustError.ts"
import type { TrustEnded } from "../Event.ts"
import type { Outcome, Refusal, Situation } from "../Request.ts"
import { refuse } from "../Request.ts"
import { type Trust, trust } from "../State.ts"
import { happening, notFound } from "./lookups.ts"

type Name = "BulkRemoval.trustees" | "BulkRemoval.trustors"

/** Ends the trusts with the named organizations, each once. */
const end = (
  situation: Situation<Name>,
  asked: "trustee" | "trustor",
  find: (id: OrganizationId) => Trust | undefined,
): Result.Result<
  { readonly reply: undefined; readonly events: ReadonlyArray<TrustEnded> },
  Refusal<InvalidRequest | NotFound>
> =>
  Result.gen(function* () {
    const { input, origin, profile } = situation
    const ids = [...new Set(input.id)]
    if (ids.length === 0) {
      return yield* refuse(
        "bulk.names-someone",
        new InvalidRequest({
          ...origin,
          message: "A bulk removal has to name at least one organization",
          code: "bad.request",
          status: 400,
          details: [{ errorCode: "bad.request", fieldName: "id" }],
        }),
      )
    }
    const unknown = ids.find((id) => find(id) === undefined)
    if (unknown !== undefined && profile.bulkUnknownId === "NotFound") {
      return yield* refuse("bulk.unknown-id", notFound(origin, asked, unknown))
    }
    const events = ids
      .flatMap((id) => find(id) ?? [])
      .map(({ trusteeOrgId, trustorOrgId }, at): TrustEnded => ({
        ...happening(situation, at),
        _tag: "TrustEnded",
        trustorOrgId,
        trusteeOrgId,
      }))
    return { reply: undefined, events }
  })

/** `DELETE /trustees` */
export const trustees = (situation: Situation<"BulkRemoval.trustees">): Outcome<"BulkRemoval.trustees"> =>
  end(situation, "trustee", (id) => trust(situation.state, situation.principal.organizationId, id))

/** `DELETE /trustors` */
export const trustors = (situation: Situation<"BulkRemoval.trustors">): Outcome<"BulkRemoval.trustors"> =>
  end(situation, "trustor", (id) => trust(situation.state, id, situation.principal.organizationId))
