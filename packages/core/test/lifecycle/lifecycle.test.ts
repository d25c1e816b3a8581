import { assert, describe, it } from "@effect/vitest"
import { PairingIdParam, type UserId } from "@org-trust/core/Identifiers"
import { permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import { oneOf, pickSome, upTo } from "@org-trust/testkit/arbitrary/Numbers"
import { principalOf } from "@org-trust/testkit/WorldFile"
import { later } from "./support/ask.ts"
import {
  bank,
  cedarHealth,
  clinic,
  harborBank,
  lea,
  northwindPartners,
  partner,
  pathOf,
  roles,
  stage,
  tom,
  users,
} from "./support/stage.ts"

const trusteeOrgId = northwindPartners.id
const trustorOrgId = harborBank.id
const { tom: tomUser, lea: leaUser, nina } = users
const { supervisor, trustAdministrator, trustedExternalUser, visitor } = roles
const { home, retail } = harborBank.divisions

const ninaCalls = principalOf(northwindPartners.clients.nina)

type Scene = ReturnType<typeof stage>

const access = (scene: Scene, userId: UserId, divisionId?: typeof home.id) =>
  [
    ...permissionsOf(scene.environment.world, scene.state, {
      trustorOrgId,
      trusteeOrgId,
      userId,
      now: scene.now,
      ...(divisionId !== undefined && { divisionId }),
    }),
  ].sort()

const userIds = (scene: Scene) => scene.does(bank, "TrusteeUsers.list", { trusteeOrgId }).entities.map(({ id }) => id)

const roleIds = (scene: Scene, userId: UserId) =>
  (scene.does(bank, "TrusteeUserRoles.get", pathOf(userId)).roles ?? []).map(({ id }) => id)

const sorted = (permissions: ReadonlyArray<string>) => [...permissions].sort()

describe("pairings", () => {
  it("say who asks, for whom, and when", () => {
    const scene = stage()
    const { id } = scene.does(ninaCalls, "Pairings.create", {
      payload: {
        userIds: [tomUser.id, tomUser.id, leaUser.id],
        groupIds: [northwindPartners.groups.onCall.id, northwindPartners.groups.onCall.id],
      },
    })
    scene.wait(1_000)
    const read = scene.does(clinic, "Pairings.get", { pairingId: id })
    assert.deepStrictEqual(
      read.users?.map((user) => user.id),
      [tomUser.id, leaUser.id],
    )
    assert.deepStrictEqual(
      read.groups?.map((group) => group.id),
      [northwindPartners.groups.onCall.id],
    )
    assert.strictEqual(read.trustee?.id, trusteeOrgId)
    assert.strictEqual(read.createdBy?.id, nina.id)
    assert.deepStrictEqual(read.dateCreated, later(scene.now, -1_000))
    assert.strictEqual(read.selfUri, `/api/v2/orgauthorization/pairings/${id}`)
  })

  it.each([{}, { userIds: [] }, { groupIds: [] }, { userIds: [], groupIds: [] }])(
    "ask for someone: not %j",
    (payload) => {
      assert.strictEqual(
        stage().refusalOf(partner, "Pairings.create", { payload }),
        "pairing.asks-for-someone: InvalidRequest",
      )
    },
  )

  it("cannot be used by who made them, whoever is let in", () => {
    const scene = stage()
    const payload = { pairingId: scene.pair(), enabled: true, users: [{ id: tomUser.id }] }
    assert.strictEqual(
      scene.refusalOf(partner, "Trustees.create", { payload }),
      "pairing.not-with-oneself: SelfTrustNotAllowed",
    )
    // And are not used up by the attempt.
    assert.strictEqual(scene.refusalOf(bank, "Trustees.create", { payload }), "done")
  })

  it("let in others than those they asked for", () => {
    const scene = stage()
    const pairingId = scene.pair(partner, [tomUser.id])
    scene.does(bank, "Trustees.create", { payload: { pairingId, enabled: true, users: [{ id: leaUser.id }] } })
    assert.deepStrictEqual(userIds(scene), [leaUser.id])
  })

  it.each([undefined, "no such pairing", "99999999-6666-4000-8000-000000000000"])(
    "are needed for a trust: not %s",
    (text) => {
      const scene = stage()
      const wrong = text === undefined ? {} : { pairingId: PairingIdParam.make(text) }
      const payload = { ...wrong, enabled: true, users: [{ id: tomUser.id }] }
      assert.strictEqual(scene.refusalOf(bank, "Trustees.create", { payload }), "pairing.needed: PairingIdRequired")
    },
  )
})

describe("trusts", () => {
  it("start with someone", () => {
    const scene = stage()
    const pairingId = scene.pair()
    for (const members of [{}, { users: [] }, { users: [], groups: [] }]) {
      assert.strictEqual(
        scene.refusalOf(bank, "Trustees.create", { payload: { pairingId, enabled: true, ...members } }),
        "trust.needs-member: TrusteeUserRequired",
      )
    }
    const groups = [{ id: northwindPartners.groups.onCall.id }]
    assert.strictEqual(
      scene.refusalOf(bank, "Trustees.create", { payload: { pairingId, enabled: true, groups } }),
      "done",
    )
  })

  it("are one per direction", () => {
    const scene = stage()
    scene.trust()
    const again = { pairingId: scene.pair(), enabled: true, users: [{ id: leaUser.id }] }
    assert.strictEqual(
      scene.refusalOf(bank, "Trustees.create", { payload: again }),
      "trust.one-per-direction: Conflict",
    )
    const back = {
      pairingId: scene.pair(bank, [harborBank.users.ada.id]),
      enabled: false,
      users: [{ id: harborBank.users.ada.id }],
    }
    assert.strictEqual(scene.refusalOf(partner, "Trustees.create", { payload: back }), "done")
    // The two directions are two trusts.
    assert.strictEqual(scene.does(bank, "Trustees.get", { trusteeOrgId }).enabled, true)
    assert.strictEqual(scene.does(partner, "Trustees.get", { trusteeOrgId: trustorOrgId }).enabled, false)
    scene.does(bank, "Trustees.remove", { trusteeOrgId })
    assert.strictEqual(scene.does(bank, "Trustors.list", {}).total, 1)
  })

  it.each(["trustor", "trustee"])("are ended by the %s for both, with everybody in them", (side) => {
    const scene = stage()
    scene.trust({ users: [{ id: tomUser.id, roleIds: [supervisor.id] }, { id: leaUser.id }] })
    if (side === "trustor") scene.does(bank, "Trustees.remove", { trusteeOrgId })
    else scene.does(partner, "Trustors.remove", { trustorOrgId })
    assert.deepStrictEqual(access(scene, tomUser.id), [])
    assert.strictEqual(scene.refusalOf(bank, "Trustees.get", { trusteeOrgId }), "trust.absent: NotFound")
    assert.strictEqual(scene.refusalOf(partner, "Trustors.get", { trustorOrgId }), "trust.absent: NotFound")
    assert.strictEqual(scene.refusalOf(bank, "TrusteeUsers.list", { trusteeOrgId }), "trust.absent: NotFound")
    assert.strictEqual(scene.refusalOf(bank, "Trustees.remove", { trusteeOrgId }), "trust.absent: NotFound")
    assert.strictEqual(scene.refusalOf(partner, "Trustors.remove", { trustorOrgId }), "trust.absent: NotFound")
    assert.deepStrictEqual(
      [scene.does(bank, "Trustees.list", {}).total, scene.does(partner, "Trustors.list", {}).total],
      [0, 0],
    )
  })

  it("start without the members and roles of the trust before", () => {
    const scene = stage()
    scene.trust({
      users: [
        { id: tomUser.id, roleIds: [supervisor.id] },
        { id: leaUser.id, roleIds: [visitor.id] },
      ],
    })
    scene.does(bank, "Trustees.remove", { trusteeOrgId })
    scene.wait(1_000)
    scene.trust({ users: [{ id: tomUser.id }] })
    assert.deepStrictEqual(userIds(scene), [tomUser.id])
    assert.deepStrictEqual(roleIds(scene, tomUser.id), [])
    assert.deepStrictEqual(scene.does(bank, "Trustees.get", { trusteeOrgId }).dateCreated, scene.now)
  })

  it("grant nothing while disabled, keep who is in them, and grant again when enabled", () => {
    const scene = stage()
    scene.trust()
    const before = [access(scene, tomUser.id), userIds(scene), roleIds(scene, tomUser.id)]
    scene.does(bank, "Trustees.update", { trusteeOrgId, payload: { enabled: false } })
    assert.deepStrictEqual(access(scene, tomUser.id), [])
    assert.deepStrictEqual([userIds(scene), roleIds(scene, tomUser.id)], before.slice(1))
    assert.match(scene.refusalOf(tom, "TrustorUsers.list", { trustorOrgId }), /MissingTrustorPermissions/)
    scene.does(bank, "Trustees.update", { trusteeOrgId, payload: { enabled: true } })
    assert.deepStrictEqual([access(scene, tomUser.id), userIds(scene), roleIds(scene, tomUser.id)], before)
    assert.isAbove(access(scene, tomUser.id).length, 0)
  })

  it("can be made disabled, and edited while they are", () => {
    const scene = stage()
    scene.trust({ enabled: false })
    assert.deepStrictEqual(access(scene, tomUser.id), [])
    scene.does(bank, "TrusteeUsers.add", { trusteeOrgId, payload: { id: leaUser.id, roleIds: [supervisor.id] } })
    scene.does(bank, "TrusteeUserRoles.replace", { ...pathOf(tomUser.id), payload: [visitor.id] })
    scene.does(bank, "Trustees.update", { trusteeOrgId, payload: { enabled: true } })
    assert.deepStrictEqual([access(scene, tomUser.id), access(scene, leaUser.id)], [[], sorted(supervisor.permissions)])
  })

  it("show the calling user what that user may do in the trustor organization", () => {
    const scene = stage()
    scene.trust()
    const seenBy = (who: typeof tom) => scene.does(who, "Trustors.get", { trustorOrgId }).authorization?.permissions
    assert.deepStrictEqual(seenBy(tom), sorted(trustAdministrator.permissions))
    assert.deepStrictEqual(seenBy(partner), [])
    assert.deepStrictEqual(
      scene.does(tom, "Trustors.list", {}).entities.map(({ authorization }) => authorization?.permissions),
      [sorted(trustAdministrator.permissions)],
    )
  })

  it("name every member once, with the roles of all mentions", () => {
    const scene = stage()
    scene.trust({
      users: [
        { id: tomUser.id, roleIds: [visitor.id, visitor.id] },
        { id: leaUser.id },
        { id: tomUser.id, roleIds: [supervisor.id] },
      ],
    })
    assert.deepStrictEqual(userIds(scene), [tomUser.id, leaUser.id])
    assert.deepStrictEqual(roleIds(scene, tomUser.id), [visitor.id, supervisor.id])
  })
})

describe("users", () => {
  it("whom the trustee adds come without roles, and can do nothing until they have one", () => {
    const scene = stage()
    scene.trust()
    scene.does(tom, "TrustorUsers.add", { trustorOrgId, trusteeUserId: leaUser.id })
    assert.deepStrictEqual(roleIds(scene, leaUser.id), [])
    assert.deepStrictEqual(access(scene, leaUser.id), [])
    scene.does(bank, "TrusteeUserRoles.replace", { ...pathOf(leaUser.id), payload: [supervisor.id] })
    assert.deepStrictEqual(access(scene, leaUser.id), sorted(supervisor.permissions))
  })

  it("whom the trustee adds again stay as they are", () => {
    const scene = stage()
    scene.trust({
      users: [
        { id: tomUser.id, roleIds: [trustAdministrator.id] },
        { id: leaUser.id, roleIds: [supervisor.id] },
      ],
    })
    const before = scene.state
    scene.wait(5_000)
    const { trustUserDetails } = scene.does(tom, "TrustorUsers.add", { trustorOrgId, trusteeUserId: leaUser.id })
    assert.strictEqual(scene.state, before)
    assert.deepStrictEqual(trustUserDetails?.dateCreated, later(scene.now, -5_000))
  })

  it("who leave lose their roles, and come back without them", () => {
    const scene = stage()
    scene.trust({ users: [{ id: tomUser.id, roleIds: [supervisor.id] }, { id: leaUser.id }] })
    scene.does(bank, "TrusteeUsers.remove", pathOf(tomUser.id))
    assert.deepStrictEqual(access(scene, tomUser.id), [])
    assert.strictEqual(scene.refusalOf(bank, "TrusteeUsers.get", pathOf(tomUser.id)), "user.absent: NotFound")
    assert.strictEqual(scene.refusalOf(bank, "TrusteeUserRoles.get", pathOf(tomUser.id)), "user.absent: NotFound")
    assert.strictEqual(scene.refusalOf(bank, "TrusteeUsers.remove", pathOf(tomUser.id)), "user.absent: NotFound")
    scene.does(bank, "TrusteeUsers.add", { trusteeOrgId, payload: { id: tomUser.id } })
    assert.deepStrictEqual(roleIds(scene, tomUser.id), [])
    assert.deepStrictEqual(userIds(scene), [leaUser.id, tomUser.id])
  })

  it("can all leave; the trust stays", () => {
    const scene = stage()
    scene.trust()
    scene.does(tom, "TrustorUsers.remove", { trustorOrgId, trusteeUserId: tomUser.id })
    assert.deepStrictEqual(userIds(scene), [])
    assert.strictEqual(scene.does(bank, "Trustees.get", { trusteeOrgId }).enabled, true)
    assert.match(scene.refusalOf(tom, "TrustorUsers.list", { trustorOrgId }), /MissingTrustorPermissions/)
  })

  it.each([
    ["an inactive one", users.olaf.id],
    ["one of another organization", harborBank.users.uma.id],
    ["one of a third organization", cedarHealth.users.ben.id],
  ])("of the trustee only are let in: not %s", (_, id) => {
    const scene = stage()
    scene.trust()
    const refusals = [
      scene.refusalOf(bank, "TrusteeUsers.add", { trusteeOrgId, payload: { id } }),
      scene.refusalOf(tom, "TrustorUsers.add", { trustorOrgId, trusteeUserId: id }),
      scene.refusalOf(bank, "Trustees.create", {
        payload: { pairingId: scene.pair(), enabled: true, users: [{ id }] },
      }),
    ]
    assert.deepStrictEqual(refusals, Array(3).fill("user.of-trustee: NotFound"))
  })

  it("get access through a trusted group, for as long as they are of it", () => {
    const scene = stage()
    const { supportTeam } = northwindPartners.groups
    scene.trust({ users: [], groups: [{ id: supportTeam.id, roleIds: [supervisor.id] }] })
    assert.deepStrictEqual(access(scene, tomUser.id), sorted(supervisor.permissions))
    // Olaf is of the group but not active, Nina is active but not of the group.
    assert.deepStrictEqual([access(scene, users.olaf.id), access(scene, nina.id)], [[], []])
    assert.deepStrictEqual(userIds(scene), [])
    assert.strictEqual(scene.refusalOf(tom, "TrustorUsers.list", { trustorOrgId }), "done")
  })
})

describe("roles", () => {
  const all = [supervisor.id, trustAdministrator.id, trustedExternalUser.id, visitor.id]

  it.prop(
    "are exactly those that were set last, however often they were named",
    [upTo(15), upTo(15), oneOf(1, 2)],
    ([before, after, times]) => {
      const scene = stage()
      scene.trust({ users: [{ id: leaUser.id, roleIds: pickSome(all, before) }] })
      const wanted = pickSome(all, after)
      const payload = Array.from({ length: times }, () => wanted).flat()
      const reply = scene.does(bank, "TrusteeUserRoles.replace", { ...pathOf(leaUser.id), payload })
      assert.deepStrictEqual<unknown>(
        reply.roles?.map(({ id }) => id),
        wanted,
      )
      assert.deepStrictEqual(scene.does(bank, "TrusteeUserRoles.get", pathOf(leaUser.id)), reply)
      const due = Object.values(roles)
        .filter(({ id }) => wanted.includes(id))
        .flatMap(({ permissions }) => permissions)
      assert.deepStrictEqual(reply.permissions, [...new Set(due)].sort())
      assert.deepStrictEqual(access(scene, leaUser.id), [...new Set(due)].sort())
    },
  )

  it("that are the same already change nothing, whatever their order", () => {
    const scene = stage()
    scene.trust({ users: [{ id: leaUser.id, roleIds: [supervisor.id, visitor.id] }] })
    const before = scene.state
    scene.does(bank, "TrusteeUserRoles.replace", { ...pathOf(leaUser.id), payload: [visitor.id, supervisor.id] })
    assert.strictEqual(scene.state, before)
    assert.deepStrictEqual(roleIds(scene, leaUser.id), [supervisor.id, visitor.id])
  })

  it("are taken away all at once, and the user stays", () => {
    const scene = stage()
    scene.trust({ users: [{ id: leaUser.id, roleIds: all }] })
    scene.does(bank, "TrusteeUserRoles.clear", pathOf(leaUser.id))
    assert.deepStrictEqual(
      [userIds(scene), roleIds(scene, leaUser.id), access(scene, leaUser.id)],
      [[leaUser.id], [], []],
    )
    const before = scene.state
    scene.does(bank, "TrusteeUserRoles.clear", pathOf(leaUser.id))
    assert.strictEqual(scene.state, before)
  })

  it("in all divisions and within one, given together, both count", () => {
    const scene = stage()
    scene.trust({
      users: [
        {
          id: leaUser.id,
          roleIds: [supervisor.id],
          roleDivisions: { grants: [{ roleId: trustedExternalUser.id, divisionId: retail.id }] },
        },
      ],
    })
    assert.deepStrictEqual(roleIds(scene, leaUser.id), [supervisor.id, trustedExternalUser.id])
    const both = [...new Set([...supervisor.permissions, ...trustedExternalUser.permissions])].sort()
    assert.deepStrictEqual(access(scene, leaUser.id), both)
    assert.deepStrictEqual(access(scene, leaUser.id, retail.id), both)
    assert.deepStrictEqual(access(scene, leaUser.id, home.id), sorted(supervisor.permissions))
  })

  it("of the trustor only are granted", () => {
    const scene = stage()
    scene.trust()
    for (const foreign of [northwindPartners.roles.supervisor.id, cedarHealth.roles.supervisor.id]) {
      assert.strictEqual(
        scene.refusalOf(bank, "TrusteeUserRoles.replace", { ...pathOf(tomUser.id), payload: [visitor.id, foreign] }),
        "role.of-trustor: NotFound",
      )
    }
    assert.deepStrictEqual(roleIds(scene, tomUser.id), [trustAdministrator.id])
  })
})

describe("a third organization", () => {
  it("finds nothing of a trust of two others", () => {
    const scene = stage()
    scene.trust()
    const absent = "trust.absent: NotFound"
    assert.deepStrictEqual(
      [scene.does(clinic, "Trustees.list", {}).total, scene.does(clinic, "Trustors.list", {}).total],
      [0, 0],
    )
    assert.strictEqual(scene.refusalOf(clinic, "Trustees.get", { trusteeOrgId }), absent)
    assert.strictEqual(scene.refusalOf(clinic, "Trustors.get", { trustorOrgId }), absent)
    assert.strictEqual(scene.refusalOf(clinic, "Trustees.remove", { trusteeOrgId }), absent)
    assert.strictEqual(scene.refusalOf(clinic, "Trustors.remove", { trustorOrgId }), absent)
    assert.strictEqual(scene.refusalOf(clinic, "TrusteeUsers.list", { trusteeOrgId }), absent)
    assert.match(scene.refusalOf(clinic, "TrustorUsers.list", { trustorOrgId }), /MissingTrustorPermissions/)
    const query = { trusteeOrganizationIds: [trusteeOrgId], trusteeUserIds: [] }
    assert.strictEqual(scene.does(clinic, "TrustAudits.ofTrustees", { payload: query })["total"], 0)
  })
})

describe("checks come in order", () => {
  it("of who asks, permission, form, existence and conflict", () => {
    const scene = stage()
    scene.trust()
    const { id } = users.olaf
    // Wrong in every way at once; each time the first mistake is mended.
    assert.strictEqual(
      scene.refusalOf(lea, "TrusteeUsers.list", { trusteeOrgId: trustorOrgId, pageSize: 0 }),
      "permission.any: MissingAnyPermissions",
    )
    assert.strictEqual(
      scene.refusalOf(bank, "TrusteeUsers.list", { trusteeOrgId: trustorOrgId, pageSize: 0 }),
      "page.limits: InvalidRequest",
    )
    assert.strictEqual(
      scene.refusalOf(bank, "TrusteeUsers.list", { trusteeOrgId: trustorOrgId }),
      "trust.absent: NotFound",
    )
    assert.strictEqual(
      scene.refusalOf(bank, "Trustees.create", {
        payload: { pairingId: scene.pair(), enabled: true, users: [{ id }] },
      }),
      "user.of-trustee: NotFound",
    )
  })
})
