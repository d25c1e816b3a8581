/**
 * From the steps of a plan to requests.
 */
import * as DateTime from "effect/DateTime"
import { AuditMessageId, PairingId, PairingIdParam } from "@org-trust/core/Identifiers"
import { isOpen } from "@org-trust/core/lifecycle/decide/Pairings"
import type { Request } from "@org-trust/core/lifecycle/Request"
import { type PairingState, trust, trusts } from "@org-trust/core/lifecycle/State"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import { pick } from "./Numbers.ts"
import type { Step } from "./Plan.ts"
import { readableId } from "./ReadableId.ts"
import { auditPage, auditPlace, queryFields } from "./requests/Audits.ts"
import { bulkIds } from "./requests/Bulk.ts"
import { type Caller, principal, someoneOf, trustedUser } from "./requests/Callers.ts"
import { aboutGroup, aboutTrustorGroup, addingGroup, roleDivisions } from "./requests/Groups.ts"
import { careTrustOptions, defaultTrustOptions } from "./requests/CareFlags.ts"
import { clonable, cloned, pathClone, pathNewClone } from "./requests/Clones.ts"
import { deviantUser, grants, members, roles } from "./requests/Members.ts"
import {
  digit,
  hasTrust,
  malformed,
  type Moment,
  organizationIds,
  otherFacts,
  pairings,
  type Place,
  trustPlace,
  unknown,
} from "./requests/Moment.ts"
import { page } from "./requests/PageRequests.ts"
import { joined, outside, pathNewUser, pathOrganization, pathUser } from "./requests/Paths.ts"
import { pathOwnUser } from "./requests/UserTrustors.ts"

export type { Moment } from "./requests/Moment.ts"

interface Ask<K extends OperationName> {
  readonly caller: Caller
  readonly input: OperationInput<K>
}

type Asker<K extends OperationName> = (moment: Moment, step: Step<K>) => Ask<K>

const asTrustor = (moment: Moment, step: Step, place: Place) => ({
  caller: someoneOf(moment, step, place.trustorOrgId),
  trusteeOrgId: pathOrganization(moment, step, place, "trustor"),
})

const asTrustee = (moment: Moment, step: Step, place: Place) => ({
  caller: someoneOf(moment, step, place.trusteeOrgId),
  trustorOrgId: pathOrganization(moment, step, place, "trustee"),
})

/** As trustor, about one user of a trust. */
const aboutUser = (moment: Moment, step: Step) => {
  const place = trustPlace(moment, step.where, (candidate) => joined(moment, candidate).length > 0)
  const { caller, trusteeOrgId } = asTrustor(moment, step, place)
  return { caller, place, path: { trusteeOrgId, trusteeUserId: pathUser(moment, step, place) } }
}

const hour = 3_600_000
const ends = [1, 1_000, hour, 24 * hour, 720 * hour] as const

/** When a trust should end: mostly never, else soon or later, or in the past as the step wants. */
const end = ({ now }: Moment, { amount, deviation }: Step) => {
  if (deviation === "pastEnd") {
    return { dateExpired: DateTime.subtract(now, { milliseconds: pick([0, 1, 24 * hour], amount) ?? 0 }) }
  }
  const choice = digit(amount, 0)
  return choice < 5 ? {} : { dateExpired: DateTime.add(now, { milliseconds: pick(ends, choice) ?? hour }) }
}

const isOpenNow = ({ now, profile }: Moment, made: PairingState) => isOpen(profile, made, now)

/** A pairing in the condition that the step wants; open unless it says otherwise. */
const wantedPairing = (moment: Moment, step: Step): PairingState | undefined => {
  const { deviation, where } = step
  const wanted = pairings(moment, (made) => {
    if (deviation === "usedPairing") return made.used
    return deviation === "expiredPairing" ? !made.used && !isOpenNow(moment, made) : isOpenNow(moment, made)
  })
  return pick(wanted, where)
}

const pairingId = (step: Step, wanted: PairingState | undefined): PairingId => {
  if (step.deviation === "malformedId") return PairingIdParam.make(pick(malformed, step.amount) ?? "")
  return step.deviation === "unknownId" ? unknown.pairingId : (wanted?.id ?? unknown.pairingId)
}

/** An open pairing and an organization that can make a trust of it, or not as the step wants. */
const match = (moment: Moment, step: Step): { readonly made: PairingState | undefined; readonly place: Place } => {
  const { deviation, where } = step
  const pairs = pairings(moment, (candidate) => isOpenNow(moment, candidate)).flatMap((made) =>
    organizationIds(moment).map((trustorOrgId) => ({ made, place: { trustorOrgId, trusteeOrgId: made.trusteeOrgId } })),
  )
  const found = pairs.filter(({ place }) => {
    const isOwn = place.trustorOrgId === place.trusteeOrgId
    if (deviation === "ownPairing") return isOwn
    return !isOwn && hasTrust(moment, place) === (deviation === "secondTrust")
  })
  const made = wantedPairing(moment, step)
  const trusteeOrgId = made?.trusteeOrgId ?? pick(organizationIds(moment), where) ?? unknown.organizationId
  const trustorOrgId = otherFacts(moment, trusteeOrgId, step.who)?.id ?? unknown.organizationId
  const other = { made, place: { trustorOrgId, trusteeOrgId } }
  return deviation === "usedPairing" || deviation === "expiredPairing" ? other : (pick(found, where) ?? other)
}

const withGrants =
  (granted: ReturnType<typeof grants>) =>
  <Id>(id: Id) => ({ id, ...granted })

const askers: { readonly [K in OperationName]: Asker<K> } = {
  "Pairings.create": (moment, step) => {
    const organizationId = pick(organizationIds(moment), step.where) ?? unknown.organizationId
    const { groupIds, userIds } = members(moment, step, organizationId)
    const hasUsers = userIds.length > 0 || step.amount % 2 === 0
    const hasGroups = groupIds.length > 0 || step.amount % 3 === 0
    return {
      caller: someoneOf(moment, step, organizationId),
      input: { payload: { ...(hasUsers && { userIds }), ...(hasGroups && { groupIds }) } },
    }
  },
  "Pairings.get": (moment, step) => ({
    caller: someoneOf(moment, step, pick(organizationIds(moment), step.what) ?? unknown.organizationId),
    input: { pairingId: pairingId(step, wantedPairing(moment, step)) },
  }),
  "Trustees.list": (moment, step) => ({
    caller: someoneOf(moment, step, trustPlace(moment, step.where).trustorOrgId),
    input: page(moment, step),
  }),
  "Trustees.create": (moment, step) => {
    const { made, place } = match(moment, step)
    const { groupIds, userIds } = members(moment, step, place.trusteeOrgId)
    const granted = grants(moment, step, place.trustorOrgId)
    const hasGroups = groupIds.length > 0 || step.amount % 2 === 0
    return {
      caller: someoneOf(moment, step, place.trustorOrgId),
      input: {
        payload: {
          ...(step.deviation !== "noPairing" && { pairingId: pairingId(step, made) }),
          enabled: digit(step.what, 0) !== 5,
          users: userIds.map(withGrants(granted)),
          ...(hasGroups && { groups: groupIds.map(withGrants(granted)) }),
          ...end(moment, step),
        },
      },
    }
  },
  "TrustAudits.ofTrustees": (moment, step) => {
    const place = auditPlace(moment, step)
    const { trusteeOrgId } = asTrustor(moment, step, place)
    const isAll = digit(step.amount, 0) < 4 && step.deviation !== "otherOrganization"
    return {
      caller: someoneOf(moment, step, place.trustorOrgId),
      input: {
        ...auditPage(moment, step),
        payload: {
          trusteeOrganizationIds: isAll ? [] : [trusteeOrgId],
          ...queryFields(moment, step, place),
        },
      },
    }
  },
  "Trustees.get": (moment, step) => {
    const { caller, trusteeOrgId } = asTrustor(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trusteeOrgId } }
  },
  "Trustees.update": (moment, step) => {
    const place = trustPlace(moment, step.where)
    const { caller, trusteeOrgId } = asTrustor(moment, step, place)
    const current = trust(moment.state, place.trustorOrgId, place.trusteeOrgId)?.settings
    const isRepeated = digit(step.what, 0) > 7 && step.deviation === "none" && current !== undefined
    const payload = isRepeated ? current : { enabled: ![4, 5, 6].includes(digit(step.what, 1)), ...end(moment, step) }
    return { caller, input: { trusteeOrgId, payload } }
  },
  "Trustees.remove": (moment, step) => {
    const { caller, trusteeOrgId } = asTrustor(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trusteeOrgId } }
  },
  "TrusteeUsers.list": (moment, step) => {
    const { caller, trusteeOrgId } = asTrustor(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trusteeOrgId, ...page(moment, step) } }
  },
  "TrusteeUsers.add": (moment, step) => {
    const isPresent = step.deviation === "presentUser"
    const place = trustPlace(
      moment,
      step.where,
      (candidate) => (isPresent ? joined(moment, candidate) : outside(moment, candidate)).length > 0,
    )
    const { caller, trusteeOrgId } = asTrustor(moment, step, place)
    const id = pathNewUser(moment, step, place, deviantUser(moment, step, place.trusteeOrgId))
    return { caller, input: { trusteeOrgId, payload: { id, ...grants(moment, step, place.trustorOrgId) } } }
  },
  "TrusteeUsers.get": (moment, step) => {
    const { caller, path } = aboutUser(moment, step)
    return { caller, input: path }
  },
  "TrusteeUsers.remove": (moment, step) => {
    const { caller, path } = aboutUser(moment, step)
    return { caller, input: path }
  },
  "TrusteeUserRoles.get": (moment, step) => {
    const { caller, path } = aboutUser(moment, step)
    return { caller, input: path }
  },
  "TrusteeUserRoles.replace": (moment, step) => {
    const { caller, path, place } = aboutUser(moment, step)
    return { caller, input: { ...path, payload: roles(moment, step, place.trustorOrgId) } }
  },
  "TrusteeUserRoles.clear": (moment, step) => {
    const { caller, path } = aboutUser(moment, step)
    return { caller, input: path }
  },
  "TrustAudits.ofTrustor": (moment, step) => {
    const place = auditPlace(moment, step)
    const { caller, trustorOrgId } = asTrustee(moment, step, place)
    return {
      caller,
      input: {
        ...auditPage(moment, step),
        payload: { trustorOrganizationId: trustorOrgId, ...queryFields(moment, step, place) },
      },
    }
  },
  "Trustors.list": (moment, step) => ({
    caller: someoneOf(moment, step, trustPlace(moment, step.where).trusteeOrgId),
    input: page(moment, step),
  }),
  "Trustors.get": (moment, step) => {
    const { caller, trustorOrgId } = asTrustee(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trustorOrgId } }
  },
  "Trustors.remove": (moment, step) => {
    const { caller, trustorOrgId } = asTrustee(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trustorOrgId } }
  },
  "TrustorUsers.list": (moment, step) => {
    const { caller, place } = trustedUser(moment, step)
    return { caller, input: { trustorOrgId: pathOrganization(moment, step, place, "trustee"), ...page(moment, step) } }
  },
  "TrustorUsers.get": (moment, step) => aboutTrustorUser(moment, step),
  "TrustorUsers.add": (moment, step) => {
    const { caller, place } = trustedUser(moment, step)
    const deviant = deviantUser(moment, step, place.trusteeOrgId)
    return {
      caller,
      input: {
        trustorOrgId: pathOrganization(moment, step, place, "trustee"),
        trusteeUserId: pathNewUser(moment, step, place, deviant),
      },
    }
  },
  "TrustorUsers.remove": (moment, step) => aboutTrustorUser(moment, step),
  "TrusteeUserRoleDivisions.replace": (moment, step) => {
    const { caller, path, place } = aboutUser(moment, step)
    return { caller, input: { ...path, payload: roleDivisions(moment, step, place, path.trusteeUserId) } }
  },
  "TrusteeGroups.list": (moment, step) => {
    const { caller, trusteeOrgId } = asTrustor(moment, step, trustPlace(moment, step.where))
    return { caller, input: { trusteeOrgId, ...page(moment, step) } }
  },
  "TrusteeGroups.add": addingGroup,
  "TrusteeGroups.get": (moment, step) => {
    const { caller, path } = aboutGroup(moment, step)
    return { caller, input: path }
  },
  "TrusteeGroups.remove": (moment, step) => {
    const { caller, path } = aboutGroup(moment, step)
    return { caller, input: path }
  },
  "TrusteeGroupRoles.get": (moment, step) => {
    const { caller, path } = aboutGroup(moment, step)
    return { caller, input: path }
  },
  "TrusteeGroupRoles.replace": (moment, step) => {
    const { caller, path, place } = aboutGroup(moment, step)
    return { caller, input: { ...path, payload: roles(moment, step, place.trustorOrgId) } }
  },
  "TrusteeGroupRoles.clear": (moment, step) => {
    const { caller, path } = aboutGroup(moment, step)
    return { caller, input: path }
  },
  "TrusteeGroupRoleDivisions.replace": (moment, step) => {
    const { caller, path, place } = aboutGroup(moment, step)
    return { caller, input: { ...path, payload: roleDivisions(moment, step, place, path.trusteeGroupId) } }
  },
  "TrustorGroups.list": (moment, step) => {
    const { caller, place } = trustedUser(moment, step)
    return { caller, input: { trustorOrgId: pathOrganization(moment, step, place, "trustee"), ...page(moment, step) } }
  },
  "TrustorGroups.get": (moment, step) => aboutTrustorGroup(moment, step, "present"),
  "TrustorGroups.add": (moment, step) => aboutTrustorGroup(moment, step, "new"),
  "TrustorGroups.remove": (moment, step) => aboutTrustorGroup(moment, step, "present"),
  "TrusteeClonedUsers.list": (moment, step) => {
    const place = trustPlace(moment, step.where, (candidate) => cloned(moment, candidate).length > 0)
    const { caller, trusteeOrgId } = asTrustor(moment, step, place)
    return { caller, input: { trusteeOrgId } }
  },
  "TrusteeClonedUsers.remove": (moment, step) => {
    const place = trustPlace(moment, step.where, (candidate) => cloned(moment, candidate).length > 0)
    const { caller, trusteeOrgId } = asTrustor(moment, step, place)
    return { caller, input: { trusteeOrgId, trusteeUserId: pathClone(moment, step, place) } }
  },
  "TrustorClonedUsers.list": (moment, step) => {
    const { caller, place } = trustedUser(moment, step)
    return { caller, input: { trustorOrgId: pathOrganization(moment, step, place, "trustee") } }
  },
  "TrustorClonedUsers.get": (moment, step) => aboutTrustorClone(moment, step),
  "TrustorClonedUsers.create": (moment, step) => {
    const isPresent = step.deviation === "presentUser"
    const { caller, place } = trustedUser(
      moment,
      step,
      (candidate) => (isPresent ? cloned(moment, candidate) : clonable(moment, candidate)).length > 0,
    )
    return {
      caller,
      input: {
        trustorOrgId: pathOrganization(moment, step, place, "trustee"),
        trusteeUserId: pathNewClone(moment, step, place),
      },
    }
  },
  "TrustorClonedUsers.remove": (moment, step) => aboutTrustorClone(moment, step),
  "DefaultTrusts.get": (moment, step) => ({ caller: withCare(moment, step), input: {} }),
  "DefaultTrusts.create": (moment, step) => ({ caller: anybody(moment, step), input: defaultTrustOptions(step) }),
  "CareTrusts.list": (moment, step) => ({ caller: anybody(moment, step), input: {} }),
  "CareTrusts.create": (moment, step) => ({ caller: anybody(moment, step), input: careTrustOptions(step) }),
  "BulkRemoval.trustees": (moment, step) => {
    const { trusteeOrgId, trustorOrgId } = trustPlace(moment, step.where)
    return {
      caller: someoneOf(moment, step, trustorOrgId),
      input: { id: bulkIds(moment, step, trustorOrgId, "trustor", trusteeOrgId) },
    }
  },
  "BulkRemoval.trustors": (moment, step) => {
    const { trusteeOrgId, trustorOrgId } = trustPlace(moment, step.where)
    return {
      caller: someoneOf(moment, step, trusteeOrgId),
      input: { id: bulkIds(moment, step, trusteeOrgId, "trustee", trustorOrgId) },
    }
  },
  "UserTrustors.list": (moment, step) => {
    const place = trustPlace(moment, step.where)
    return {
      caller: someoneOf(moment, step, place.trusteeOrgId),
      input: { userId: pathOwnUser(moment, step, place), ...page(moment, step) },
    }
  },
}

/** Somebody of any organization. */
const anybody = (moment: Moment, step: Step): Caller =>
  someoneOf(moment, step, pick(organizationIds(moment), step.where) ?? unknown.organizationId)

/** Mostly somebody of an organization that has let Customer Care in, if there is one. */
const withCare = (moment: Moment, step: Step): Caller => {
  const hosts = trusts(moment.state).flatMap(({ defaults, trustorOrgId }) =>
    defaults === undefined || step.what % 4 === 0 ? [] : [trustorOrgId],
  )
  const host = pick(hosts, step.where)
  return host === undefined ? anybody(moment, step) : someoneOf(moment, step, host)
}

/** As a trusted user, about one clone of the trust. */
const aboutTrustorClone = (moment: Moment, step: Step) => {
  const { caller, place } = trustedUser(moment, step, (candidate) => cloned(moment, candidate).length > 0)
  return {
    caller,
    input: {
      trustorOrgId: pathOrganization(moment, step, place, "trustee"),
      trusteeUserId: pathClone(moment, step, place),
    },
  }
}

/** As a trusted user, about one user of the trust. */
const aboutTrustorUser = (moment: Moment, step: Step) => {
  const { caller, place } = trustedUser(moment, step)
  return {
    caller,
    input: {
      trustorOrgId: pathOrganization(moment, step, place, "trustee"),
      trusteeUserId: pathUser(moment, step, place),
    },
  }
}

/**
 * The request that a step makes now. Without a deviation it is one that should
 * succeed, as far as there is anything that it could succeed with.
 */
export const toRequest = <K extends OperationName>(moment: Moment, step: Step<K>): Request<K> => {
  const ask: Asker<K> = askers[step.operation]
  const { caller, input } = ask(moment, step)
  const count = moment.count + 1
  return {
    operation: step.operation,
    principal: principal(moment, step, caller),
    input,
    now: moment.now,
    fresh: {
      pairingId: PairingId.make(readableId(0, "pairing", count)),
      auditId: AuditMessageId.make(readableId(0, "audit", count)),
    },
    correlationId: readableId(0, "client", count),
  }
}
