/**
 * A walk through all operations that an implementation has, in raw requests, so that
 * each answer is heard at least once, successes and refusals.
 */
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { OperationName } from "@org-trust/core/Operation"
import { serves } from "../../Capabilities.ts"
import { type Cast, roleWith } from "../../Cast.ts"
import type { Subject } from "../../Subject.ts"
import type { OpenWire } from "../../Wire.ts"
import { insidersOf } from "../choices.ts"
import { answered, type Ask, asking, nobody } from "./Asking.ts"

/** The trust of the cast with its members and roles, from asking for access to its end. */
const trustLife = Effect.fnUntraced(function* (ask: Ask, { trustee, trustor }: Cast, isAway: boolean) {
  const host = trustor.admin
  const guest = trustee.admin
  const manages = ["view", "add", "delete"].map((action) => `authorization:orgTrusteeUser:${action}`)
  const role = roleWith(trustor, ...manages) ?? trustor.organization.roles[0]
  const [insider] = insidersOf(trustee)
  const [user, other] = [
    ...trustee.activeUsers.filter(({ id }) => id === insider?.id),
    ...trustee.activeUsers.filter(({ id }) => id !== insider?.id),
  ]
  const [group, otherGroup] = trustee.organization.groups
  const [division] = trustor.organization.divisions
  const guestUser = insider?.client ?? guest
  const here = { trusteeOrgId: trustee.organization.id }
  const there = { trustorOrgId: trustor.organization.id }
  const roleIds = role === undefined ? [] : [role.id]
  const within =
    role === undefined || division === undefined
      ? undefined
      : { grants: [{ roleId: role.id, divisionId: division.id }] }

  const made = yield* ask(guest, "Pairings.create", { body: { userIds: user === undefined ? [] : [user.id] } })
  const pairing = { pairingId: answered(made, "id") ?? nobody }
  for (const client of [guest, host]) yield* ask(client, "Pairings.get", { ids: pairing })
  const start = { ...pairing, enabled: true, users: user === undefined ? [] : [{ id: user.id, roleIds }] }
  yield* ask(host, "Trustees.create", { body: { ...start, users: [] } })
  yield* ask(guest, "Trustees.create", { body: start })
  yield* ask(host, "Trustees.create", { body: start })
  yield* ask(host, "Trustees.create", { body: start })

  yield* ask(host, "Trustees.list")
  yield* ask(host, "Trustees.list", { query: "?pageSize=1&pageNumber=2" })
  yield* ask(guest, "Trustors.list")
  yield* ask(host, "Trustees.get", { ids: here })
  yield* ask(guest, "Trustors.get", { ids: there })
  yield* ask(guestUser, "Trustors.get", { ids: there })
  if (user !== undefined) {
    yield* ask(guestUser, "UserTrustors.list", { ids: { userId: user.id } })
    yield* ask(guest, "UserTrustors.list", { ids: { userId: user.id } })
  }
  // Also where the clock of the implementation was moved on for years.
  const late = DateTime.formatIso(DateTime.addDuration(yield* DateTime.now, Duration.days(20_000)))
  yield* ask(host, "Trustees.update", { ids: here, body: { enabled: true, dateExpired: late } })

  if (other !== undefined) {
    const ids = { ...here, trusteeUserId: other.id }
    const seen = { ...there, trusteeUserId: other.id }
    yield* ask(host, "TrusteeUsers.add", { ids: here, body: { id: other.id, roleIds } })
    yield* ask(host, "TrusteeUsers.add", { ids: here, body: { id: other.id } })
    yield* ask(host, "TrusteeUsers.list", { ids: here })
    yield* ask(guestUser, "TrustorUsers.list", { ids: there })
    yield* ask(host, "TrusteeUsers.get", { ids })
    yield* ask(guestUser, "TrustorUsers.get", { ids: seen })
    yield* ask(guestUser, "TrustorUsers.add", { ids: seen })
    yield* ask(host, "TrusteeUserRoles.replace", { ids, body: roleIds })
    yield* ask(host, "TrusteeUserRoles.get", { ids })
    if (within !== undefined) yield* ask(host, "TrusteeUserRoleDivisions.replace", { ids, body: within })
    yield* ask(guestUser, "TrustorClonedUsers.create", { ids: seen })
    yield* ask(guestUser, "TrustorClonedUsers.get", { ids: seen })
    yield* ask(guestUser, "TrustorClonedUsers.list", { ids: there })
    yield* ask(host, "TrusteeClonedUsers.list", { ids: here })
    yield* ask(host, "TrusteeClonedUsers.remove", { ids })
    yield* ask(guestUser, "TrustorClonedUsers.create", { ids: seen })
    yield* ask(guestUser, "TrustorClonedUsers.remove", { ids: seen })
    yield* ask(host, "TrusteeUserRoles.clear", { ids })
    yield* ask(guestUser, "TrustorUsers.remove", { ids: seen })
    yield* ask(host, "TrusteeUsers.remove", { ids })
    yield* ask(host, "TrusteeUsers.add", { ids: here, body: { id: other.id } })
    yield* ask(host, "TrusteeUsers.remove", { ids })
  }
  for (const each of [group, otherGroup]) {
    if (each === undefined) continue
    const ids = { ...here, trusteeGroupId: each.id }
    const seen = { ...there, trustorGroupId: each.id }
    yield* ask(host, "TrusteeGroups.add", { ids: here, body: { id: each.id, roleIds } })
    yield* ask(host, "TrusteeGroups.list", { ids: here })
    yield* ask(guestUser, "TrustorGroups.list", { ids: there })
    yield* ask(host, "TrusteeGroups.get", { ids })
    yield* ask(guestUser, "TrustorGroups.get", { ids: seen })
    yield* ask(guestUser, "TrustorGroups.add", { ids: seen })
    yield* ask(host, "TrusteeGroupRoles.replace", { ids, body: roleIds })
    yield* ask(host, "TrusteeGroupRoles.get", { ids })
    if (within !== undefined) yield* ask(host, "TrusteeGroupRoleDivisions.replace", { ids, body: within })
    yield* ask(host, "TrusteeGroupRoles.clear", { ids })
    yield* ask(guestUser, "TrustorGroups.remove", { ids: seen })
    yield* ask(host, "TrusteeGroups.remove", { ids })
  }
  const scope = { trusteeUserIds: [] }
  const trusteeOrganizationIds = [trustee.organization.id]
  yield* ask(host, "TrustAudits.ofTrustees", { body: { ...scope, trusteeOrganizationIds } })
  yield* ask(guest, "TrustAudits.ofTrustor", { body: { ...scope, trustorOrganizationId: trustor.organization.id } })
  yield* isAway ? ask(guest, "Trustors.remove", { ids: there }) : ask(host, "Trustees.remove", { ids: here })
  yield* ask(host, "BulkRemoval.trustees", { query: `?id=${trustee.organization.id}` })
  yield* ask(guest, "BulkRemoval.trustors", { query: `?id=${trustor.organization.id}` })
})

/** Customer Care is let in and put out again, where the world has it. */
const careLife = Effect.fnUntraced(function* (ask: Ask, { capabilities, world }: Subject, { trustor }: Cast) {
  const host = trustor.admin
  yield* ask(host, "CareTrusts.list")
  yield* ask(host, "DefaultTrusts.get")
  const care = world.organizations.filter(({ id, isCare }) => isCare === true && id !== trustor.organization.id)
  // What cannot be ended again is not made.
  if (care.length === 0 || !serves(capabilities, "Trustees.remove")) return
  const putOut = Effect.gen(function* () {
    for (const { id } of care) yield* ask(host, "Trustees.remove", { ids: { trusteeOrgId: id } })
  })
  yield* ask(host, "DefaultTrusts.create", { query: "?assignDefaultRole=true&autoExpire=true" })
  yield* ask(host, "DefaultTrusts.get")
  yield* putOut
  yield* ask(host, "CareTrusts.create", { query: "?autoExpire=true" })
  yield* ask(host, "CareTrusts.create")
  yield* putOut
})

/** What is refused: nothing of that id, no permission, a form that is wrong. */
const refusals = Effect.fnUntraced(function* (ask: Ask, { trustee, trustor }: Cast) {
  const host = trustor.admin
  const weak = trustor.clients.find(({ permissions, userId }) => permissions.length === 0 && userId === undefined)
  const elsewhere: ReadonlyArray<OperationName> = [
    "Pairings.get",
    "Trustees.get",
    "TrusteeUsers.list",
    "Trustees.remove",
  ]
  for (const operation of elsewhere) yield* ask(host, operation)
  for (const operation of ["Trustors.get", "TrustorUsers.list", "TrustorGroups.list"] as const) {
    yield* ask(trustee.admin, operation)
  }
  if (weak !== undefined) {
    for (const operation of ["Trustees.list", "Trustors.list", "Trustees.get"] as const) yield* ask(weak, operation)
    yield* ask(weak, "Trustees.create", { body: { enabled: true } })
  }
  yield* ask(host, "Pairings.create", { body: {} })
  yield* ask(host, "Trustees.create", { body: { enabled: true, users: [] } })
  yield* ask(host, "Trustees.list", { query: "?pageSize=0" })
})

/** The walk. It leaves nothing behind that it can end. */
export const walk = Effect.fnUntraced(function* (subject: Subject, wire: OpenWire, cast: Cast) {
  const ask = asking(subject, wire)
  const end = ask(cast.trustor.admin, "Trustees.remove", { ids: { trusteeOrgId: cast.trustee.organization.id } })
  for (const isAway of [false, true]) yield* trustLife(ask, cast, isAway).pipe(Effect.onInterrupt(() => end))
  yield* careLife(ask, subject, cast)
  yield* refusals(ask, cast)
})
