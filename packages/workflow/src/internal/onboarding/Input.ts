/**
 * What an onboarding is asked for.
 */
import * as Duration from "effect/Duration"
import * as Schema from "effect/Schema"
import { canonicalId, DivisionId, GroupId, OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import { distinct } from "@org-trust/core/lifecycle/Grants"
import { Timestamp } from "@org-trust/core/Timestamp"
import { Patience } from "../../Patience.ts"
import { type Grant, isPair, pair, WantedGroup, WantedUser } from "../../Wanted.ts"
import { Side } from "../Side.ts"

const isSomebody = Schema.makeFilter(
  ({ groups, users }: { readonly groups: ReadonlyArray<unknown>; readonly users: ReadonlyArray<unknown> }) =>
    users.length + groups.length === 0 ? "expected at least one user or group to let in, got none" : undefined,
)

const isEachOnce = Schema.makeFilter(
  ({
    groups,
    users,
  }: {
    readonly groups: ReadonlyArray<{ readonly id: string }>
    readonly users: ReadonlyArray<{ readonly id: string }>
  }) => {
    const ids = [...users, ...groups].map(({ id }) => id.toLowerCase())
    const twice = ids.find((id, at) => ids.indexOf(id) !== at)
    return twice === undefined ? undefined : `expected each user and group once, got ${twice} twice`
  },
)

/** What an onboarding is asked for. */
export const Input = Schema.Struct({
  ...pair,
  side: Side,
  users: Schema.Array(WantedUser),
  groups: Schema.Array(WantedGroup),
  dateExpired: Schema.optionalKey(Timestamp),
  pairings: Schema.optionalKey(Schema.Int.check(Schema.isGreaterThanOrEqualTo(1))),
  pairingLifetime: Schema.optionalKey(Schema.Duration),
  answerWithin: Schema.optionalKey(Schema.Duration),
  settleWithin: Schema.optionalKey(Schema.Duration),
  patience: Schema.optionalKey(Patience),
}).check(isPair, isSomebody, isEachOnce)
/** What an onboarding is asked for. */
export type Input = typeof Input.Type

// Ids are the same in upper and in lower case; one spelling makes them comparable.
const canonicalGrants = (grants: ReadonlyArray<Grant>): ReadonlyArray<Grant> =>
  distinct(
    grants.map(({ divisionId, roleId }) => ({
      roleId: RoleId.make(canonicalId(roleId)),
      ...(divisionId !== undefined && { divisionId: DivisionId.make(canonicalId(divisionId)) }),
    })),
  )

/** What it is asked for, with every choice made. */
export const complete = (input: Input) => ({
  pairings: 3,
  pairingLifetime: Duration.hours(48),
  answerWithin: Duration.days(14),
  settleWithin: Duration.hours(1),
  ...input,
  trustorOrgId: OrganizationId.make(canonicalId(input.trustorOrgId)),
  trusteeOrgId: OrganizationId.make(canonicalId(input.trusteeOrgId)),
  users: input.users.map(({ grants, id }) => ({ id: UserId.make(canonicalId(id)), grants: canonicalGrants(grants) })),
  groups: input.groups.map(({ grants, id }) => ({
    id: GroupId.make(canonicalId(id)),
    grants: canonicalGrants(grants),
  })),
})
/** What it is asked for, with every choice made. */
export type Complete = ReturnType<typeof complete>
