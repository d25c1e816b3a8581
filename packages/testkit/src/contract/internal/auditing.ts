/**
 * How laws read the audits. A subject may have lived long before: what it had
 * recorded earlier is left out.
 */
import type * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import {
  type AuditMessage,
  type AuditPageRequest,
  type AuditQueryResponse,
  type AuditSearchResult,
  toSearchResult,
  type TrusteeAuditQueryRequest,
  type TrustorAuditQueryRequest,
} from "@org-trust/core/Audit"
import type { UserId } from "@org-trust/core/Identifiers"
import type { TrustRequest } from "@org-trust/core/Pairing"
import type { WorldClient } from "../../WorldFile.ts"
import { type AuditPromise, promisesAudits } from "../Capabilities.ts"
import { NotApplicable, type Violation } from "../Violation.ts"
import { tick } from "./abilities.ts"
import { type Attempt, attempt } from "./Attempt.ts"
import type { BoundTrust } from "./BoundTrust.ts"
import type { Lab } from "./Lab.ts"
import { promised, told } from "./expectations.ts"
import { pageSizeOf, wholeOf } from "./listing.ts"

/** What laws of what is recorded need: all changes of a trust and of its users, and the audits. */
export const auditGroups = [
  "Pairings",
  "Trustees",
  "Trustors",
  "TrusteeUsers",
  "TrusteeUserRoles",
  "TrustorUsers",
  "TrustAudits",
] as const

/** Who reads the audits of the trust. */
export const sides = ["trustor", "trustee"] as const
/** Who reads the audits of the trust. */
export type Side = (typeof sides)[number]

/** What narrows a query down; the trust does unless the trustor names other trustees, or none. */
export type Narrowing = Partial<
  Omit<TrustorAuditQueryRequest, "trustorOrganizationId"> & Pick<TrusteeAuditQueryRequest, "trusteeOrganizationIds">
>

/** Who reads the audits as this side. */
export const readerOf = (trust: BoundTrust, side: Side): WorldClient => trust[side].admin

/** A page of the audits of the trust, as one side asks for it. */
export const auditAttempt = (
  { lab, trustee, trustor }: BoundTrust,
  side: Side,
  { trusteeOrganizationIds = [trustee.organization.id], trusteeUserIds = [], ...rest }: Narrowing,
  page: AuditPageRequest = {},
): Attempt<AuditQueryResponse> => {
  const asked = { pageSize: pageSizeOf(lab), ...page }
  return side === "trustor"
    ? attempt(lab, trustor.admin, "TrustAudits.ofTrustees", {
        ...asked,
        payload: { trusteeOrganizationIds, trusteeUserIds, ...rest },
      })
    : attempt(lab, trustee.admin, "TrustAudits.ofTrustor", {
        ...asked,
        payload: { trustorOrganizationId: trustor.organization.id, trusteeUserIds, ...rest },
      })
}

/** One page of the audits of the trust. */
export const pageOfAudits = Effect.fnUntraced(function* (
  trust: BoundTrust,
  side: Side,
  narrowing: Narrowing,
  page?: AuditPageRequest,
): Effect.fn.Return<AuditSearchResult, Violation | NotApplicable> {
  const response = yield* auditAttempt(trust, side, narrowing, page)
  return yield* promised(Option.getOrUndefined(toSearchResult(response)), "audits in the shape of AuditSearchResult")
})

/** All pages of the audits of the trust. */
export const allAudits = (trust: BoundTrust, side: Side, narrowing: Narrowing, order: AuditPageRequest = {}) =>
  wholeOf(trust.lab, (page) =>
    Effect.map(pageOfAudits(trust, side, narrowing, { ...order, ...page }), ({ auditMessages }) => ({
      entities: auditMessages,
    })),
  )

/** A law that rests on audits rests on their shape, and maybe on more of what an implementation can promise of them. */
export const reliesOn = (
  { subject }: Lab,
  ...promises: ReadonlyArray<AuditPromise>
): Effect.Effect<void, NotApplicable> =>
  promisesAudits(subject.capabilities, ...promises)
    ? Effect.void
    : Effect.fail(
        new NotApplicable({
          message: `the implementation does not promise of audits: ${promises.join(", ") || "a shape"}`,
        }),
      )

/** What was recorded since, with a pairing to begin with. */
export interface Watch {
  readonly pairing: TrustRequest
  readonly since: DateTime.Utc
  /** The audits of the trust since then, without those of before. */
  readonly recorded: (
    side: Side,
    narrowing?: Narrowing,
    order?: AuditPageRequest,
  ) => Effect.Effect<ReadonlyArray<AuditMessage>, Violation | NotApplicable>
}

/** The trustee asks for access; what is recorded from then on is watched. */
export const watch = Effect.fnUntraced(function* (
  trust: BoundTrust,
  ...userIds: ReadonlyArray<UserId>
): Effect.fn.Return<Watch, Violation | NotApplicable> {
  yield* reliesOn(trust.lab)
  yield* tick(trust.lab)
  const pairing = yield* trust.ask({ userIds })
  const since = yield* told(pairing.dateCreated, "when the pairing was made")
  const earlier = new Set<string>()
  for (const side of sides) {
    for (const { id } of yield* allAudits(trust, side, { startDate: since })) earlier.add(id)
  }
  const isNew = ({ id }: AuditMessage) => !earlier.has(id)
  return {
    pairing,
    since,
    recorded: (side, narrowing, order) =>
      Effect.map(allAudits(trust, side, { startDate: since, ...narrowing }, order), (messages) =>
        messages.filter(isNew),
      ),
  }
})

/** Who an audit says has acted, where no user did and nobody is named. */
export const noUser = "nobody"

/** What an audit says was changed, where that is the trust between the two organizations. */
export const thisTrust = "between the two"

/** Who an audit of what a client did names, by the choice of the implementation. */
export const actorOf = ({ subject }: Lab, { organizationId, userId }: WorldClient): string =>
  userId ?? (subject.capabilities.profile.auditActor === "Organization" ? organizationId : noUser)

/** By whose id audits name the trust to a reader, by the choice of the implementation. */
const trustNameFor = ({ cast, subject }: Lab, side: Side): string => {
  const { auditTrust } = subject.capabilities.profile
  const partner = side === "trustor" ? cast.trustee : cast.trustor
  return { Partner: partner, Trustee: cast.trustee, Trustor: cast.trustor }[auditTrust].organization.id
}

/** What a message to one of the two says was done, in short. */
export const deed =
  (lab: Lab, side: Side) =>
  ({ action = "?", entity, user }: AuditMessage): string => {
    const { id = "?", type = "?" } = entity ?? {}
    const what = type === "TRUST" && id === trustNameFor(lab, side) ? thisTrust : id
    return `${action} ${type} ${what} by ${user?.id ?? noUser}`
  }

/** The levels of messages that are not those that the implementation chose; a message may tell none. */
export const wrongLevels = ({ subject }: Lab, messages: ReadonlyArray<AuditMessage>): ReadonlyArray<string> =>
  messages.flatMap(({ level, user }) => {
    const isUser = user !== undefined && subject.world.organizations.every(({ id }) => id !== user.id)
    const expected = subject.capabilities.profile.auditLevel === "User" || isUser ? "USER" : "SYSTEM"
    return level === undefined || level === expected ? [] : [level]
  })
