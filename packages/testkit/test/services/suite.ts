import { assert, layer as layerTest } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { toSearchResult } from "@org-trust/core/Audit"
import { BulkRemoval } from "@org-trust/core/BulkRemoval"
import { CareTrusts } from "@org-trust/core/CareTrusts"
import { DefaultTrusts } from "@org-trust/core/DefaultTrusts"
import { PairingId, type UserId } from "@org-trust/core/Identifiers"
import { type OperationName, operationNames, operations } from "@org-trust/core/Operation"
import { Pairings } from "@org-trust/core/Pairings"
import { TrustAudits } from "@org-trust/core/TrustAudits"
import { TrusteeClonedUsers } from "@org-trust/core/TrusteeClonedUsers"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeGroupRoleDivisions } from "@org-trust/core/TrusteeGroupRoleDivisions"
import { TrusteeGroupRoles } from "@org-trust/core/TrusteeGroupRoles"
import { TrusteeGroups } from "@org-trust/core/TrusteeGroups"
import { TrusteeUserRoleDivisions } from "@org-trust/core/TrusteeUserRoleDivisions"
import { TrusteeUserRoles } from "@org-trust/core/TrusteeUserRoles"
import { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import { TrustorGroups } from "@org-trust/core/TrustorGroups"
import { TrustorClonedUsers } from "@org-trust/core/TrustorClonedUsers"
import { Trustors } from "@org-trust/core/Trustors"
import { TrustorUsers } from "@org-trust/core/TrustorUsers"
import { UserTrustors } from "@org-trust/core/UserTrustors"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { Stage } from "./Stage.ts"

const { cedarHealth, harborBank, northwindPartners } = organizations
const { lea, tom } = northwindPartners.users
const { onCall, supportTeam } = northwindPartners.groups
const { retail, wealth } = harborBank.divisions
const { recruiter, supervisor, trustAdministrator, trustedExternalUser } = harborBank.roles
const trusteeOrgId = northwindPartners.id
const trustorOrgId = harborBank.id

const ids = (entities: ReadonlyArray<{ readonly id: string }>) => entities.map(({ id }) => id)

/** Acts as the trustor's administrator. */
const harbor = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Stage, ({ as }) => as(harborBank.clients.admin)(effect))

/** Acts as the trustee's administrator. */
const northwind = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Stage, ({ as }) => as(northwindPartners.clients.admin)(effect))

/** Acts as Tom, a user of the trustee. */
const asTom = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.flatMap(Stage, ({ as }) => as(northwindPartners.clients.tom)(effect))

const ask = (...userIds: ReadonlyArray<UserId>) => northwind(Pairings.use((pairings) => pairings.create({ userIds })))

const trust = Effect.gen(function* () {
  const { id: pairingId } = yield* ask(tom.id)
  const users = [{ id: tom.id, roleIds: [trustAdministrator.id] }]
  return yield* harbor(Trustees.use((trustees) => trustees.create({ pairingId, enabled: true, users })))
})

/** What every implementation of the services does, whatever is behind them. */
export const suite = (name: string, layer: Layer.Layer<Stage>) =>
  layerTest(layer)(name, (it) => {
    const test = <A, E>(sentence: string, effect: Effect.Effect<A, E, Stage>) =>
      it.effect(sentence, () => Effect.flatMap(Stage, ({ reset }) => Effect.andThen(reset, effect)))

    test(
      "a pairing is read by either side until it is used",
      Effect.gen(function* () {
        const made = yield* ask(tom.id, lea.id)
        assert.strictEqual(made.trustee?.id, trusteeOrgId)
        assert.deepStrictEqual(ids(made.users ?? []), [tom.id, lea.id])
        const read = yield* harbor(Pairings.use((pairings) => pairings.get(made.id)))
        assert.deepStrictEqual(read, made)
        const payload = { pairingId: made.id, enabled: true, users: [{ id: tom.id }] }
        yield* harbor(Trustees.use((trustees) => trustees.create(payload)))
        const gone = yield* Effect.flip(northwind(Pairings.use((pairings) => pairings.get(made.id))))
        assert.strictEqual(gone._tag, "NotFound")
      }),
    )

    test(
      "a pairing expires",
      Effect.gen(function* () {
        const { passTime } = yield* Stage
        const made = yield* ask(tom.id)
        yield* passTime(Duration.hours(48))
        const payload = { pairingId: made.id, enabled: true, users: [{ id: tom.id }] }
        const refused = yield* Effect.flip(harbor(Trustees.use((trustees) => trustees.create(payload))))
        assert.strictEqual(refused._tag, "PairingIdRequired")
      }),
    )

    test(
      "the refusals of a creation are told apart",
      Effect.gen(function* () {
        const { id: pairingId } = yield* ask(tom.id)
        const users = [{ id: tom.id }]
        const create = Trustees.use((trustees) => trustees.create({ pairingId, enabled: true, users }))
        const own = yield* Effect.flip(northwind(create))
        assert.strictEqual(own._tag, "SelfTrustNotAllowed")
        const nobody = Trustees.use((trustees) => trustees.create({ pairingId, enabled: true }))
        assert.strictEqual((yield* Effect.flip(harbor(nobody)))._tag, "TrusteeUserRequired")
        const unpaired = Trustees.use((trustees) => trustees.create({ enabled: true, users }))
        assert.strictEqual((yield* Effect.flip(harbor(unpaired)))._tag, "PairingIdRequired")
        yield* harbor(create)
        const { id: another } = yield* ask(lea.id)
        const second = Trustees.use((trustees) => trustees.create({ pairingId: another, enabled: true, users }))
        const conflict = yield* Effect.flip(harbor(second))
        assert.strictEqual(conflict._tag, "Conflict")
        assert.isString(conflict.correlationId)
      }),
    )

    test(
      "both organizations see the trust, and either can end it",
      Effect.gen(function* () {
        const created = yield* trust
        assert.deepStrictEqual(yield* harbor(Trustees.use((trustees) => trustees.get(trusteeOrgId))), created)
        assert.deepStrictEqual(
          yield* harbor(Trustees.use((trustees) => Stream.runCollect(trustees.stream({ pageSize: 1 })))),
          [created],
        )
        const seen = yield* northwind(Trustors.use((trustors) => trustors.get(trustorOrgId)))
        assert.strictEqual(seen.organization?.name, "Harbor Bank")
        assert.deepStrictEqual(seen.dateCreated, created.dateCreated)
        const { entities, total } = yield* northwind(Trustors.use((trustors) => trustors.list()))
        assert.deepStrictEqual([ids(entities), total], [[trustorOrgId], 1])
        yield* northwind(Trustors.use((trustors) => trustors.remove(trustorOrgId)))
        assert.strictEqual(
          (yield* Effect.flip(harbor(Trustees.use((trustees) => trustees.remove(trusteeOrgId)))))._tag,
          "NotFound",
        )
      }),
    )

    test(
      "a disabled trust keeps its users and grants nothing",
      Effect.gen(function* () {
        yield* trust
        const list = asTom(TrustorUsers.use((users) => users.list(trustorOrgId)))
        assert.deepStrictEqual(ids((yield* list).entities), [tom.id])
        const off = yield* harbor(Trustees.use((trustees) => trustees.update(trusteeOrgId, { enabled: false })))
        assert.isFalse(off.enabled)
        assert.strictEqual((yield* Effect.flip(list))._tag, "MissingTrustorPermissions")
        const end = DateTime.addDuration(off.dateCreated ?? DateTime.makeUnsafe(0), Duration.days(1))
        const update = { enabled: true, dateExpired: end }
        const on = yield* harbor(Trustees.use((trustees) => trustees.update(trusteeOrgId, update)))
        assert.deepStrictEqual(on.dateExpired, end)
        assert.deepStrictEqual(ids((yield* list).entities), [tom.id])
        const { passTime } = yield* Stage
        yield* passTime(Duration.days(1))
        assert.strictEqual((yield* Effect.flip(list))._tag, "MissingTrustorPermissions")
      }),
    )

    test(
      "users come and go on both sides",
      Effect.gen(function* () {
        yield* trust
        const added = yield* asTom(TrustorUsers.use((users) => users.add(trustorOrgId, lea.id)))
        assert.strictEqual(added.trustUserDetails?.createdBy?.id, tom.id)
        yield* asTom(TrustorUsers.use((users) => users.add(trustorOrgId, lea.id)))
        assert.strictEqual((yield* asTom(TrustorUsers.use((users) => users.get(trustorOrgId, lea.id)))).name, lea.name)
        const member = { id: lea.id, roleIds: [supervisor.id] }
        const again = yield* Effect.flip(harbor(TrusteeUsers.use((users) => users.add(trusteeOrgId, member))))
        assert.strictEqual(again._tag, "Conflict")
        const both = yield* harbor(TrusteeUsers.use((users) => Stream.runCollect(users.stream(trusteeOrgId))))
        assert.deepStrictEqual(ids(both), [tom.id, lea.id])
        const same = yield* asTom(TrustorUsers.use((users) => Stream.runCollect(users.stream(trustorOrgId))))
        assert.deepStrictEqual(ids(same), ids(both))
        yield* asTom(TrustorUsers.use((users) => users.remove(trustorOrgId, lea.id)))
        const gone = yield* Effect.flip(harbor(TrusteeUsers.use((users) => users.get(trusteeOrgId, lea.id))))
        assert.strictEqual(gone._tag, "NotFound")
        yield* harbor(TrusteeUsers.use((users) => users.add(trusteeOrgId, member)))
        yield* harbor(TrusteeUsers.use((users) => users.remove(trusteeOrgId, lea.id)))
        const { entities } = yield* harbor(TrusteeUsers.use((users) => users.list(trusteeOrgId, { pageSize: 1 })))
        assert.deepStrictEqual(ids(entities), [tom.id])
      }),
    )

    test(
      "roles are replaced, cleared and read",
      Effect.gen(function* () {
        yield* trust
        const roles = [recruiter.id, supervisor.id, recruiter.id]
        const replaced = yield* harbor(TrusteeUserRoles.use((all) => all.replace(trusteeOrgId, tom.id, roles)))
        assert.deepStrictEqual(
          new Set(replaced.roles?.map(({ name }) => name)),
          new Set([recruiter.name, supervisor.name]),
        )
        assert.strictEqual(replaced.roles?.length, 2)
        const read = yield* harbor(TrusteeUserRoles.use((all) => all.get(trusteeOrgId, tom.id)))
        assert.deepStrictEqual(read, replaced)
        const wrong = [northwindPartners.roles.supervisor.id]
        const refused = yield* Effect.flip(
          harbor(TrusteeUserRoles.use((all) => all.replace(trusteeOrgId, tom.id, wrong))),
        )
        assert.strictEqual(refused._tag, "NotFound")
        yield* harbor(TrusteeUserRoles.use((all) => all.clear(trusteeOrgId, tom.id)))
        assert.deepStrictEqual((yield* harbor(TrusteeUserRoles.use((all) => all.get(trusteeOrgId, tom.id)))).roles, [])
        yield* harbor(TrusteeUserRoles.use((all) => all.replace(trusteeOrgId, tom.id, [trustedExternalUser.id])))
        const seen = yield* asTom(Trustors.use((trustors) => trustors.get(trustorOrgId)))
        assert.deepStrictEqual(seen.authorization?.permissions, [...trustedExternalUser.permissions].sort())
      }),
    )

    test(
      "groups come and go on both sides",
      Effect.gen(function* () {
        yield* trust
        const added = yield* asTom(TrustorGroups.use((groups) => groups.add(trustorOrgId, onCall.id)))
        assert.strictEqual(added.createdBy?.id, tom.id)
        assert.deepStrictEqual(yield* asTom(TrustorGroups.use((groups) => groups.add(trustorOrgId, onCall.id))), added)
        assert.strictEqual(
          (yield* asTom(TrustorGroups.use((groups) => groups.get(trustorOrgId, onCall.id)))).name,
          onCall.name,
        )
        const member = { id: onCall.id, roleIds: [supervisor.id] }
        const again = yield* Effect.flip(harbor(TrusteeGroups.use((groups) => groups.add(trusteeOrgId, member))))
        assert.strictEqual(again._tag, "Conflict")
        yield* harbor(TrusteeGroups.use((groups) => groups.add(trusteeOrgId, { id: supportTeam.id })))
        const both = yield* harbor(TrusteeGroups.use((groups) => Stream.runCollect(groups.stream(trusteeOrgId))))
        assert.deepStrictEqual(ids(both), [onCall.id, supportTeam.id])
        const same = yield* asTom(TrustorGroups.use((groups) => Stream.runCollect(groups.stream(trustorOrgId))))
        assert.deepStrictEqual(ids(same), ids(both))
        yield* asTom(TrustorGroups.use((groups) => groups.remove(trustorOrgId, onCall.id)))
        const gone = yield* Effect.flip(harbor(TrusteeGroups.use((groups) => groups.get(trusteeOrgId, onCall.id))))
        assert.strictEqual(gone._tag, "NotFound")
        yield* harbor(TrusteeGroups.use((groups) => groups.remove(trusteeOrgId, supportTeam.id)))
        assert.deepStrictEqual((yield* asTom(TrustorGroups.use((groups) => groups.list(trustorOrgId)))).entities, [])
      }),
    )

    test(
      "a group's roles are its members', and are replaced, cleared and read",
      Effect.gen(function* () {
        const { as } = yield* Stage
        const asLea = as(northwindPartners.clients.lea)
        yield* trust
        yield* harbor(TrusteeGroups.use((groups) => groups.add(trusteeOrgId, { id: supportTeam.id })))
        const list = asLea(TrustorUsers.use((users) => users.list(trustorOrgId)))
        assert.strictEqual((yield* Effect.flip(list))._tag, "MissingTrustorPermissions")
        const roles = [supervisor.id, recruiter.id]
        const replaced = yield* harbor(TrusteeGroupRoles.use((all) => all.replace(trusteeOrgId, supportTeam.id, roles)))
        assert.deepStrictEqual(
          yield* harbor(TrusteeGroupRoles.use((all) => all.get(trusteeOrgId, supportTeam.id))),
          replaced,
        )
        assert.deepStrictEqual(ids((yield* list).entities), [tom.id])
        yield* harbor(TrusteeGroupRoles.use((all) => all.clear(trusteeOrgId, supportTeam.id)))
        assert.strictEqual((yield* Effect.flip(list))._tag, "MissingTrustorPermissions")
      }),
    )

    test(
      "roles within divisions take the place of all others, and are listed once",
      Effect.gen(function* () {
        yield* trust
        const grants = [retail, wealth].map(({ id: divisionId }) => ({ roleId: supervisor.id, divisionId }))
        const ofTom = yield* harbor(
          TrusteeUserRoleDivisions.use((all) => all.replace(trusteeOrgId, tom.id, { grants })),
        )
        assert.deepStrictEqual(
          ofTom.roles?.map(({ id }) => id),
          [supervisor.id],
        )
        yield* harbor(
          TrusteeGroups.use((groups) => groups.add(trusteeOrgId, { id: onCall.id, roleIds: [recruiter.id] })),
        )
        const ofGroup = yield* harbor(
          TrusteeGroupRoleDivisions.use((all) => all.replace(trusteeOrgId, onCall.id, { grants })),
        )
        assert.deepStrictEqual(ofGroup, ofTom)
        const foreign = { roleId: supervisor.id, divisionId: northwindPartners.divisions.projects.id }
        const refused = yield* Effect.flip(
          harbor(TrusteeGroupRoleDivisions.use((all) => all.replace(trusteeOrgId, onCall.id, { grants: [foreign] }))),
        )
        assert.strictEqual(refused._tag, "NotFound")
      }),
    )

    test(
      "changes are in the audits of both organizations",
      Effect.gen(function* () {
        yield* trust
        yield* asTom(TrustorUsers.use((users) => users.add(trustorOrgId, lea.id)))
        const ofTrustees = yield* harbor(
          TrustAudits.use((audits) =>
            audits.ofTrustees({ trusteeOrganizationIds: [trusteeOrgId], trusteeUserIds: [] }, { pageSize: 1 }),
          ),
        )
        const first = Option.getOrThrow(toSearchResult(ofTrustees))
        assert.deepStrictEqual([first.total, first.pageCount], [2, 2])
        assert.deepStrictEqual(
          first.auditMessages.map(({ action, entity, user }) => [action, entity?.id, user?.id]),
          [["CREATE", lea.id, tom.id]],
        )
        const ofTrustor = yield* northwind(
          TrustAudits.use((audits) =>
            audits.ofTrustor(
              { trustorOrganizationId: trustorOrgId, trusteeUserIds: [] },
              { sortOrder: "ascending", pageNumber: 2, pageSize: 1 },
            ),
          ),
        )
        const last = Option.getOrThrow(toSearchResult(ofTrustor))
        assert.deepStrictEqual(ids(last.auditMessages), ids(first.auditMessages))
      }),
    )

    test(
      "without permissions every operation is refused, with the error of its rule",
      Effect.gen(function* () {
        yield* trust
        const { as } = yield* Stage
        const nobody = as(cedarHealth.clients.guest)
        const pairingId = PairingId.make("00000000-0000-4000-8000-000000000000")
        const refusals: { readonly [K in OperationName]: Effect.Effect<unknown, { readonly _tag: string }, Stage> } = {
          "Pairings.create": nobody(Pairings.use((all) => all.create({}))),
          "Pairings.get": nobody(Pairings.use((all) => all.get(pairingId))),
          "Trustees.list": nobody(Trustees.use((all) => all.list())),
          "Trustees.create": nobody(Trustees.use((all) => all.create({ enabled: true }))),
          "TrustAudits.ofTrustees": nobody(
            TrustAudits.use((all) => all.ofTrustees({ trusteeOrganizationIds: [], trusteeUserIds: [] })),
          ),
          "Trustees.get": nobody(Trustees.use((all) => all.get(trusteeOrgId))),
          "Trustees.update": nobody(Trustees.use((all) => all.update(trusteeOrgId, { enabled: true }))),
          "Trustees.remove": nobody(Trustees.use((all) => all.remove(trusteeOrgId))),
          "TrusteeUsers.list": nobody(TrusteeUsers.use((all) => all.list(trusteeOrgId))),
          "TrusteeUsers.add": nobody(TrusteeUsers.use((all) => all.add(trusteeOrgId, { id: tom.id }))),
          "TrusteeUsers.get": nobody(TrusteeUsers.use((all) => all.get(trusteeOrgId, tom.id))),
          "TrusteeUsers.remove": nobody(TrusteeUsers.use((all) => all.remove(trusteeOrgId, tom.id))),
          "TrusteeUserRoles.get": nobody(TrusteeUserRoles.use((all) => all.get(trusteeOrgId, tom.id))),
          "TrusteeUserRoles.replace": nobody(TrusteeUserRoles.use((all) => all.replace(trusteeOrgId, tom.id, []))),
          "TrusteeUserRoles.clear": nobody(TrusteeUserRoles.use((all) => all.clear(trusteeOrgId, tom.id))),
          "TrustAudits.ofTrustor": nobody(
            TrustAudits.use((all) => all.ofTrustor({ trustorOrganizationId: trustorOrgId, trusteeUserIds: [] })),
          ),
          "Trustors.list": nobody(Trustors.use((all) => all.list())),
          "Trustors.get": nobody(Trustors.use((all) => all.get(trustorOrgId))),
          "Trustors.remove": nobody(Trustors.use((all) => all.remove(trustorOrgId))),
          "TrustorUsers.list": nobody(TrustorUsers.use((all) => all.list(trustorOrgId))),
          "TrustorUsers.get": nobody(TrustorUsers.use((all) => all.get(trustorOrgId, tom.id))),
          "TrustorUsers.add": nobody(TrustorUsers.use((all) => all.add(trustorOrgId, tom.id))),
          "TrustorUsers.remove": nobody(TrustorUsers.use((all) => all.remove(trustorOrgId, tom.id))),
          "TrusteeUserRoleDivisions.replace": nobody(
            TrusteeUserRoleDivisions.use((all) => all.replace(trusteeOrgId, tom.id, { grants: [] })),
          ),
          "TrusteeGroups.list": nobody(TrusteeGroups.use((all) => all.list(trusteeOrgId))),
          "TrusteeGroups.add": nobody(TrusteeGroups.use((all) => all.add(trusteeOrgId, { id: supportTeam.id }))),
          "TrusteeGroups.get": nobody(TrusteeGroups.use((all) => all.get(trusteeOrgId, supportTeam.id))),
          "TrusteeGroups.remove": nobody(TrusteeGroups.use((all) => all.remove(trusteeOrgId, supportTeam.id))),
          "TrusteeGroupRoles.get": nobody(TrusteeGroupRoles.use((all) => all.get(trusteeOrgId, supportTeam.id))),
          "TrusteeGroupRoles.replace": nobody(
            TrusteeGroupRoles.use((all) => all.replace(trusteeOrgId, supportTeam.id, [])),
          ),
          "TrusteeGroupRoles.clear": nobody(TrusteeGroupRoles.use((all) => all.clear(trusteeOrgId, supportTeam.id))),
          "TrusteeGroupRoleDivisions.replace": nobody(
            TrusteeGroupRoleDivisions.use((all) => all.replace(trusteeOrgId, supportTeam.id, { grants: [] })),
          ),
          "TrustorGroups.list": nobody(TrustorGroups.use((all) => all.list(trustorOrgId))),
          "TrustorGroups.get": nobody(TrustorGroups.use((all) => all.get(trustorOrgId, supportTeam.id))),
          "TrustorGroups.add": nobody(TrustorGroups.use((all) => all.add(trustorOrgId, supportTeam.id))),
          "TrustorGroups.remove": nobody(TrustorGroups.use((all) => all.remove(trustorOrgId, supportTeam.id))),
          "TrusteeClonedUsers.list": nobody(TrusteeClonedUsers.use((all) => all.list(trusteeOrgId))),
          "TrusteeClonedUsers.remove": nobody(TrusteeClonedUsers.use((all) => all.remove(trusteeOrgId, tom.id))),
          "TrustorClonedUsers.list": nobody(TrustorClonedUsers.use((all) => all.list(trustorOrgId))),
          "TrustorClonedUsers.get": nobody(TrustorClonedUsers.use((all) => all.get(trustorOrgId, tom.id))),
          "TrustorClonedUsers.create": nobody(TrustorClonedUsers.use((all) => all.create(trustorOrgId, tom.id))),
          "TrustorClonedUsers.remove": nobody(TrustorClonedUsers.use((all) => all.remove(trustorOrgId, tom.id))),
          "DefaultTrusts.get": nobody(DefaultTrusts.use((all) => all.get())),
          "DefaultTrusts.create": nobody(DefaultTrusts.use((all) => all.create())),
          "CareTrusts.list": nobody(CareTrusts.use((all) => all.list())),
          "CareTrusts.create": nobody(CareTrusts.use((all) => all.create())),
          "BulkRemoval.trustees": nobody(BulkRemoval.use((all) => all.trustees([trusteeOrgId]))),
          "BulkRemoval.trustors": nobody(BulkRemoval.use((all) => all.trustors([trustorOrgId]))),
          "UserTrustors.list": nobody(UserTrustors.use((all) => all.list(cedarHealth.users.ben.id))),
        }
        for (const name of operationNames) {
          const { checkedIn, permissions } = operations[name]
          const own = permissions.mode === "ALL" ? "MissingPermissions" : "MissingAnyPermissions"
          const { _tag } = yield* Effect.flip(refusals[name])
          assert.strictEqual(_tag, checkedIn === "trustor" ? "MissingTrustorPermissions" : own, name)
        }
      }),
    )

    test(
      "clones are made and removed by either side, and go with the member",
      Effect.gen(function* () {
        yield* trust
        const made = yield* asTom(TrustorClonedUsers.use((all) => all.create(trustorOrgId, tom.id)))
        assert.deepStrictEqual([made.id, made.trustor?.id], [tom.id, trustorOrgId])
        const listed = yield* harbor(TrusteeClonedUsers.use((all) => all.list(trusteeOrgId)))
        assert.deepStrictEqual([ids(listed.entities), listed.total], [[tom.id], 1])
        yield* harbor(TrusteeClonedUsers.use((all) => all.remove(trusteeOrgId, tom.id)))
        const gone = yield* Effect.flip(asTom(TrustorClonedUsers.use((all) => all.get(trustorOrgId, tom.id))))
        assert.strictEqual(gone._tag, "NotFound")
        yield* asTom(TrustorClonedUsers.use((all) => all.create(trustorOrgId, tom.id)))
        yield* harbor(TrusteeUsers.use((all) => all.remove(trusteeOrgId, tom.id)))
        const left = yield* harbor(TrusteeClonedUsers.use((all) => all.list(trusteeOrgId)))
        assert.deepStrictEqual(ids(left.entities), [])
      }),
    )

    test(
      "Customer Care is let in, and all trusts are ended at once",
      Effect.gen(function* () {
        yield* trust
        const made = yield* harbor(DefaultTrusts.use((all) => all.create({ assignDefaultRole: true })))
        assert.isTrue(made.usesDefaultRole)
        const { entities } = yield* harbor(CareTrusts.use((all) => all.create({ allowTrustedUserAccess: true })))
        assert.deepStrictEqual(ids(entities), ids((yield* harbor(CareTrusts.use((all) => all.list()))).entities))
        assert.deepStrictEqual(
          entities.map(({ isTrustedUser }) => isTrustedUser),
          [false, true],
        )
        yield* harbor(BulkRemoval.use((all) => all.trustees([trusteeOrgId, ...entities.map(({ id }) => id)])))
        assert.strictEqual((yield* harbor(Trustees.use((all) => all.list()))).total, 0)
        const absent = yield* Effect.flip(harbor(DefaultTrusts.use((all) => all.get())))
        assert.strictEqual(absent._tag, "NotFound")
      }),
    )

    test(
      "the trustors of one user are listed",
      Effect.gen(function* () {
        yield* trust
        const found = yield* northwind(
          UserTrustors.use((all) => Stream.runCollect(all.stream(tom.id, { pageSize: 1 }))),
        )
        assert.deepStrictEqual(ids(found), [trustorOrgId])
        const none = yield* northwind(UserTrustors.use((all) => all.list(lea.id)))
        assert.deepStrictEqual(ids(none.entities), [])
      }),
    )

    test(
      "pages out of limits are refused",
      Effect.gen(function* () {
        for (const page of [{ pageSize: 0 }, { pageSize: 101 }, { pageNumber: 0 }]) {
          const refused = yield* Effect.flip(harbor(Trustees.use((trustees) => trustees.list(page))))
          assert.strictEqual(refused._tag, "InvalidRequest")
          assert.strictEqual(refused._tag === "InvalidRequest" ? refused.code : "", "invalid.value")
        }
      }),
    )
  })
