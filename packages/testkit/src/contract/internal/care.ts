/**
 * Steps and observations that laws of the trusts with Customer Care share.
 */
import * as Effect from "effect/Effect"
import * as fc from "fast-check"
import type { CareTrustOptions } from "@org-trust/core/CareTrust"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import type { Trustee } from "@org-trust/core/Trustee"
import type { WorldClient } from "../../WorldFile.ts"
import { type NotApplicable, Violation } from "../Violation.ts"
import { someoneWhoMay } from "./abilities.ts"
import { accessOf, viewTrustors } from "./access.ts"
import { attempt } from "./Attempt.ts"
import { trustOf, underId } from "./BoundTrust.ts"
import { need } from "./choices.ts"
import { ids, same } from "./expectations.ts"
import type { Lab } from "./Lab.ts"
import { wholeOf } from "./listing.ts"

const flag = fc.option(fc.boolean(), { nil: undefined })

/** What a trust with Customer Care is asked for with. */
export interface Flags {
  readonly assignDefaultRole: boolean | undefined
  readonly autoExpire: boolean | undefined
  readonly assignFullAccess: boolean | undefined
  readonly allowTrustedUserAccess: boolean | undefined
}

const flagsOfEach = (each: fc.Arbitrary<boolean | undefined>): fc.Arbitrary<Flags> =>
  fc.record({ assignDefaultRole: each, autoExpire: each, assignFullAccess: each, allowTrustedUserAccess: each })

/** Each set, not set or left out. */
export const flags = flagsOfEach(flag)

/** What it means to leave one out is not documented. */
export const saidFlags = flagsOfEach(fc.boolean())

/** The Customer Care organizations that the trustor can let in. */
export const careOf = ({ cast, subject }: Lab): ReadonlyArray<WorldOrganization> =>
  subject.world.organizations.filter(({ id, isCare }) => isCare === true && id !== cast.trustor.organization.id)

/** An organization of Customer Care, which the world has to have. */
export const someCare = (lab: Lab): Effect.Effect<WorldOrganization, NotApplicable> =>
  need(careOf(lab)[0], "organization of Customer Care")

/** The flags as they are sent. */
export const given = ({
  allowTrustedUserAccess,
  assignDefaultRole,
  assignFullAccess,
  autoExpire,
}: Partial<Flags>): CareTrustOptions => ({
  ...(assignDefaultRole !== undefined && { assignDefaultRole }),
  ...(autoExpire !== undefined && { autoExpire }),
  ...(assignFullAccess !== undefined && { assignFullAccess }),
  ...(allowTrustedUserAccess !== undefined && { allowTrustedUserAccess }),
})

/** Those that the default trust takes. */
export const justDefault = ({ assignDefaultRole, autoExpire }: Partial<Flags>) =>
  given({ assignDefaultRole, autoExpire })

/** The flags that a trust shows. */
export const flagsOf = ({ hasFullAccess, isTrustedUser, usesDefaultRole }: Trustee) => ({
  usesDefaultRole: usesDefaultRole ?? false,
  hasFullAccess: hasFullAccess ?? false,
  isTrustedUser: isTrustedUser ?? false,
})

/** The flags that a trust shows which was asked for with these. */
export const shownBy = (asked: Partial<Flags>) => ({
  usesDefaultRole: asked.assignDefaultRole ?? false,
  hasFullAccess: asked.assignFullAccess ?? false,
  isTrustedUser: asked.allowTrustedUserAccess ?? false,
})

/** The trust with an organization of Customer Care. */
export const careTrust = (lab: Lab, { id }: { readonly id: WorldOrganization["id"] }) =>
  trustOf(lab, lab.cast.trustor, underId(lab.cast.trustee, id))

/** What the trustor asks of Customer Care, and reads of it. */
export const bound = (lab: Lab) => {
  const { admin } = lab.cast.trustor
  // Those who may make trusts with Customer Care may read them: both need the same permissions.
  const maker = someoneWhoMay(lab, lab.cast.trustor, "CareTrusts.create")
  return {
    get: attempt(lab, admin, "DefaultTrusts.get", {}),
    createDefault: (options: Partial<Flags>) => attempt(lab, maker, "DefaultTrusts.create", justDefault(options)),
    createAll: (options: Partial<Flags>) => attempt(lab, maker, "CareTrusts.create", given(options)),
    trustees: Effect.map(wholeOf(lab, trustOf(lab).trustees), ids),
  }
}

/** A user of Customer Care who can log in and look at where there is access. */
const someAgent = (lab: Lab, care: WorldOrganization): Effect.Effect<WorldClient, NotApplicable> =>
  need(
    lab.subject.world.clients.find(
      ({ permissions, userId }) =>
        permissions.includes(viewTrustors) && care.users.some(({ id, state }) => id === userId && state === "active"),
    ),
    "client of an active user of Customer Care who may view trustors",
  )

/** A trust with Customer Care that one of its people has joined, without a role. */
export const joinCare = Effect.fnUntraced(function* (lab: Lab, asked: Partial<Flags>) {
  const care = yield* someCare(lab)
  const agent = yield* someAgent(lab, care)
  const { entities } = yield* bound(lab).createAll(asked)
  const made = entities.find(({ id }) => id === care.id)
  if (made === undefined) {
    return yield* new Violation({ message: `expected a trust with ${care.name}, which is of Customer Care, got none` })
  }
  const trust = careTrust(lab, care)
  const id = yield* need(agent.userId, "user of Customer Care")
  yield* same(yield* accessOf(trust, agent), [], "Access of somebody of Customer Care who is not in the trust")
  yield* trust.user(id).add()
  return { access: accessOf(trust, agent), made, trust }
})
