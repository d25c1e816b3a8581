/**
 * Wrong ways with removing several trusts at once.
 */
import * as Result from "effect/Result"
import { type OrganizationId, OrganizationIdParam } from "@org-trust/core/Identifiers"
import { removeTrust, type State, type Trail, trust, trusts } from "@org-trust/core/lifecycle/State"
import { step, type Stepped } from "@org-trust/core/lifecycle/Step"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { Mutant } from "../Mutant.ts"
import { afterwards, leaving, only, type Override, overriding, undone } from "./steps.ts"

type Name = "BulkRemoval.trustees" | "BulkRemoval.trustors"
type Ids = ReadonlyArray<OrganizationId>

/** The trusts of a caller that an operation is about. */
const partnersOf = (operation: Name, state: State, own: OrganizationId): Ids =>
  trusts(state).flatMap(({ trusteeOrgId, trustorOrgId }) => {
    if (operation === "BulkRemoval.trustees") return trustorOrgId === own ? [trusteeOrgId] : []
    return trusteeOrgId === own ? [trustorOrgId] : []
  })

/** Carries out another list of ids than the one that was asked for. */
const naming =
  <K extends Name>(change: (ids: Ids, partners: Ids) => Ids): Override<K> =>
  (environment: Environment, state: State, request: Request<K>): Stepped<K> => {
    const partners = partnersOf(request.operation, state, request.principal.organizationId)
    const id = change(request.input.id, partners)
    // Nothing is left to do: that is answered as a success.
    if (id.length === 0 && request.input.id.length > 0) return { state, result: Result.succeed(undefined) }
    return step(environment, state, { ...request, input: { id } })
  }

const onBothSides = (change: (ids: Ids, partners: Ids) => Ids) =>
  overriding({
    "BulkRemoval.trustees": naming<"BulkRemoval.trustees">(change),
    "BulkRemoval.trustors": naming<"BulkRemoval.trustors">(change),
  })

/** The events that a request added to a trail, each with the same id. */
const withOneId = (
  trail: Trail | undefined,
  before: Trail | undefined,
  { fresh }: Pick<Request, "fresh">,
): Trail | undefined =>
  trail === undefined || trail === before
    ? trail
    : { latest: { ...trail.latest, id: fresh.auditId }, earlier: withOneId(trail.earlier, before, { fresh }) }

/** Wrong ways with removing several trusts at once. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "bulk-audits-of-one-id",
    sentence: "The audits of a bulk removal all have the same id.",
    rules: ["audit.every-change"],
    step: () =>
      afterwards(["BulkRemoval.trustees", "BulkRemoval.trustors"], (after, request, before) => ({
        ...after,
        trail: withOneId(after.trail, before.trail, request),
      })),
  },
  {
    name: "bulk-only-first",
    sentence: "A bulk removal reads only the first of several ids.",
    rules: ["bulk.removes-named"],
    step: () => onBothSides((ids) => ids.slice(0, 1)),
  },
  {
    name: "bulk-commas-not-split",
    sentence: "A bulk removal takes several ids in one value for one id.",
    rules: ["bulk.removes-named"],
    step: () => onBothSides((ids) => (ids.length > 1 ? [OrganizationIdParam.make(ids.join(","))] : ids)),
  },
  {
    name: "bulk-one-too-many",
    sentence: "A bulk removal ends one trust more than it names.",
    rules: ["bulk.removes-named"],
    step: () =>
      onBothSides((ids, partners) =>
        ids.length === 0 ? ids : [...ids, ...partners.filter((id) => !ids.includes(id)).slice(0, 1)],
      ),
  },
  {
    name: "bulk-both-directions",
    sentence: "A bulk removal ends the trusts of the other direction as well.",
    rules: ["bulk.removes-named"],
    step: () =>
      overriding({
        "BulkRemoval.trustees": leaving((after, { input, principal }) =>
          input.id.reduce((state, id) => removeTrust(state, id, principal.organizationId), after),
        ),
      }),
  },
  {
    name: "bulk-not-stored",
    sentence: "A bulk removal tells the trustee that its trusts have ended, but they go on.",
    rules: ["bulk.removes-named"],
    step: () => only(["BulkRemoval.trustors"], undone),
  },
  {
    name: "bulk-stops-half-way",
    sentence: "A bulk removal stops at the first id that there is no trust with.",
    rules: ["bulk.unknown-id"],
    step: () =>
      onBothSides((ids, partners) => {
        const at = ids.findIndex((id) => !partners.includes(id))
        return at < 0 ? ids : ids.slice(0, at)
      }),
  },
  {
    name: "bulk-all-or-nothing",
    sentence: "A bulk removal with an id that there is no trust with removes nothing.",
    rules: ["bulk.unknown-id"],
    step: () => onBothSides((ids, partners) => (ids.every((id) => partners.includes(id)) ? ids : [])),
  },
  {
    name: "bulk-nobody-is-everybody",
    sentence: "A bulk removal that names nobody ends all trusts.",
    rules: ["bulk.names-someone"],
    step: () =>
      overriding({
        "BulkRemoval.trustees": (environment, state, request) => {
          const stepped = step(environment, state, request)
          const own = request.principal.organizationId
          if (Result.isSuccess(stepped.result) || stepped.result.failure._tag !== "InvalidRequest") return stepped
          const all = partnersOf("BulkRemoval.trustees", state, own).filter((id) => trust(state, own, id) !== undefined)
          return {
            result: Result.succeed(undefined),
            state: all.reduce((left, id) => removeTrust(left, own, id), state),
          }
        },
      }),
  },
]
