/**
 * Each of the listings that have pages, with something in it.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import { entityListings } from "../../internal/entityListings.ts"
import { hasOperation, someoneWhoMay } from "./abilities.ts"
import { attempt } from "./Attempt.ts"
import { type BoundTrust, type Listing, trustOf } from "./BoundTrust.ts"
import { need, some, someInsider, someRoleWith } from "./choices.ts"
import { ids } from "./expectations.ts"
import { letIn, makeTrust } from "./letIn.ts"
import { pageSizeOf } from "./listing.ts"
import { groups as groupKind, type MemberKind, someMembers, users as userKind } from "./MemberKind.ts"
import type { Lab } from "./Lab.ts"

type Kind = (typeof entityListings)[number]

/** A listing, with something in it. */
export interface Filled {
  readonly kind: Kind
  readonly trust: BoundTrust
  readonly page: Listing<{ readonly id: string }>
  /** What the listing has to contain. */
  readonly expected: ReadonlyArray<string>
  /** Whose trustors are listed, or who looks. */
  readonly viewer: string
}

/** The members of a trust, with some of a kind beside somebody who may view them. */
const membersOfKind = Effect.fnUntraced(function* (lab: Lab, kind: MemberKind, input: Input, byTrustee: boolean) {
  const viewer = yield* someInsider(lab.cast.trustee, input.user)
  const role = yield* someRoleWith(lab.cast.trustor, ...kind.permissions("view"))
  const { activeUsers, organization } = lab.cast.trustee
  const count = Math.min(input.others, kind === userKind ? activeUsers.length - 1 : organization.groups.length)
  const rest = yield* someMembers(lab, kind, input.member, count, [viewer.id])
  const { groups = [], users = [] } = kind.start(rest.map(({ id }) => ({ id })))
  const trust = yield* makeTrust(lab, { users: [{ id: viewer.id, roleIds: [role.id] }, ...users], groups })
  const listed = kind.listed(trust)
  const expected = ids([...(kind === userKind ? [viewer] : []), ...rest])
  const page: Filled["page"] = byTrustee ? (request) => listed.byTrustee(request).as(viewer.client) : listed.byTrustor
  return { trust, page, expected, viewer: viewer.id }
})

/** Two organizations that have to do with one, on the one side or the other. */
const organizations = Effect.fnUntraced(function* (lab: Lab, kind: Kind, input: Input) {
  const { third, trustee, trustor } = lab.cast
  const viewer = yield* someInsider(trustee, input.user)
  const ofThird = yield* need(third.activeUsers[0], "active user of the third organization")
  const trust = yield* makeTrust(lab, { users: [{ id: viewer.id }] })
  const shared = { trust, viewer: viewer.id }
  if (kind === "Trustees.list") {
    yield* letIn(trustOf(lab, trustor, third), { users: [{ id: ofThird.id }] })
    return { ...shared, page: trust.trustees, expected: ids([trustee.organization, third.organization]) }
  }
  yield* letIn(trustOf(lab, third), { users: [{ id: viewer.id }] })
  const expected = ids([trustor.organization, third.organization])
  const reader = someoneWhoMay(lab, trustee, "UserTrustors.list")
  const page: Filled["page"] =
    kind === "Trustors.list"
      ? trust.ofTrustee.trustors
      : (request = { pageSize: pageSizeOf(lab) }) =>
          attempt(lab, reader, "UserTrustors.list", { userId: viewer.id, ...request })
  return { ...shared, page, expected }
})

interface Input {
  readonly kind: number
  readonly user: number
  readonly member: number
  readonly others: number
}

/** One of the listings that the implementation has, with two organizations or with some members in it. */
export const setUp = Effect.fnUntraced(function* (lab: Lab, input: Input) {
  const offered = entityListings.filter((kind) => hasOperation(lab, kind))
  const kind = yield* some(offered, input.kind, "listing")
  const of = kind.includes("Users.") ? userKind : kind.includes("Groups.") ? groupKind : undefined
  const made =
    of === undefined
      ? yield* organizations(lab, kind, input)
      : yield* membersOfKind(lab, of, input, kind.startsWith("Trustor"))
  const filled: Filled = { kind, ...made }
  return filled
})

/** What a law of listings is given. */
export const listing = { kind: fc.noBias(fc.nat()), user: fc.nat(), member: fc.nat(), others: fc.nat({ max: 4 }) }
/** The operations that filling takes, and looking into it. */
export const listingGroups = ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrustorUsers"] as const
