import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Duration from "effect/Duration"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { toSearchResult } from "@org-trust/core/Audit"
import { OrganizationId, RoleId } from "@org-trust/core/Identifiers"
import { defaultProfile, type Profile } from "@org-trust/core/lifecycle/Profile"
import { upTo } from "@org-trust/testkit/arbitrary/Numbers"
import { Principal } from "@org-trust/core/Principal"
import { principalOf } from "@org-trust/testkit/WorldFile"
import { later } from "./support/ask.ts"
import { bank, harborBank, northwindPartners, partner, pathOf, roles, stage, tom, users } from "./support/stage.ts"

const trusteeOrgId = northwindPartners.id
const unknownOrganization = OrganizationId.make("99999999-0000-4000-8000-000000000000")
const unknownRole = RoleId.make("99999999-3333-4000-8000-000000000001")

/** The newest audit that the bank reads once there is a trust, and more has happened. */
const firstAudit = (options: Partial<Profile>, more: (scene: ReturnType<typeof stage>) => void = () => {}) => {
  const scene = stage(options)
  scene.trust()
  scene.wait(1_000)
  more(scene)
  const payload = { trusteeOrganizationIds: [], trusteeUserIds: [] }
  const found = toSearchResult(scene.does(bank, "TrustAudits.ofTrustees", { payload }))
  const first = Option.getOrThrow(found).auditMessages[0]
  assert.isDefined(first)
  return first
}

/** One check per choice, so that a new choice cannot be forgotten here. */
const checks: { readonly [K in keyof Profile]: () => readonly [actual: unknown, expected: unknown] } = {
  pairingLifetime: () => {
    const lives = (pairingLifetime: Duration.Duration, waited: Duration.Duration) => {
      const scene = stage({ pairingLifetime })
      const pairingId = scene.pair()
      scene.wait(Duration.toMillis(waited))
      return scene.refusalOf(bank, "Pairings.get", { pairingId }) === "done"
    }
    const sixDays = Duration.days(6)
    return [
      [lives(Duration.days(7), sixDays), lives(Duration.hours(48), sixDays)],
      [true, false],
    ]
  },
  unknownMember: () => {
    const ask = (unknownMember: Profile["unknownMember"]) => {
      const scene = stage({ unknownMember })
      scene.trust()
      const foreign = harborBank.users.uma.id
      const payload = { pairingId: scene.pair(), enabled: true, users: [{ id: foreign }] }
      return [
        scene.refusalOf(partner, "Pairings.create", { payload: { userIds: [foreign] } }),
        scene.refusalOf(bank, "TrusteeUsers.add", { trusteeOrgId, payload: { id: foreign } }),
        scene.refusalOf(bank, "Trustees.create", { payload }),
      ]
    }
    const expected = (tag: string) => [
      `pairing.own-members: ${tag}`,
      `user.of-trustee: ${tag}`,
      `user.of-trustee: ${tag}`,
    ]
    return [
      [ask("NotFound"), ask("InvalidRequest")],
      [expected("NotFound"), expected("InvalidRequest")],
    ]
  },
  unknownRole: () => {
    const ask = (unknownRole_: Profile["unknownRole"]) => {
      const scene = stage({ unknownRole: unknownRole_ })
      scene.trust()
      return [
        scene.refusalOf(bank, "TrusteeUserRoles.replace", { ...pathOf(users.tom.id), payload: [unknownRole] }),
        scene.refusalOf(bank, "TrusteeUsers.add", {
          trusteeOrgId,
          payload: { id: users.lea.id, roleIds: [northwindPartners.roles.visitor.id] },
        }),
        scene.refusalOf(bank, "TrusteeUsers.add", {
          trusteeOrgId,
          payload: {
            id: users.lea.id,
            roleDivisions: {
              grants: [{ roleId: roles.visitor.id, divisionId: northwindPartners.divisions.home.id }],
            },
          },
        }),
      ]
    }
    return [
      [ask("NotFound"), ask("InvalidRequest")],
      [Array(3).fill("role.of-trustor: NotFound"), Array(3).fill("role.of-trustor: InvalidRequest")],
    ]
  },
  duplicateMember: () => {
    const ask = (duplicateMember: Profile["duplicateMember"]) => {
      const scene = stage({ duplicateMember })
      scene.trust()
      const before = scene.state
      const verdict = scene.refusalOf(bank, "TrusteeUsers.add", {
        trusteeOrgId,
        payload: { id: users.tom.id, roleIds: [roles.supervisor.id] },
      })
      assert.strictEqual(scene.state, before)
      return verdict
    }
    return [
      [ask("Conflict"), ask("Unchanged")],
      ["user.added-once: Conflict", "done"],
    ]
  },
  memberLimit: () => {
    const scene = stage({ memberLimit: 2 })
    scene.trust()
    const add = (id: typeof users.lea.id) =>
      scene.refusalOf(bank, "TrusteeUsers.add", { trusteeOrgId, payload: { id } })
    return [
      [add(users.lea.id), add(users.nina.id)],
      ["done", "trust.member-limit: Conflict"],
    ]
  },
  overLimit: () => {
    const ask = (overLimit: Profile["overLimit"]) => {
      const scene = stage({ memberLimit: 1, overLimit })
      const groups = [{ id: northwindPartners.groups.onCall.id }]
      const payload = { pairingId: scene.pair(), enabled: true, users: [{ id: users.tom.id }], groups }
      const first = scene.refusalOf(bank, "Trustees.create", { payload })
      scene.trust()
      return [first, scene.refusalOf(bank, "TrusteeUsers.add", { trusteeOrgId, payload: { id: users.lea.id } })]
    }
    return [
      [ask("Conflict"), ask("InvalidRequest")],
      [Array(2).fill("trust.member-limit: Conflict"), Array(2).fill("trust.member-limit: InvalidRequest")],
    ]
  },
  updateWithoutEnd: () => {
    const ask = (updateWithoutEnd: Profile["updateWithoutEnd"]) => {
      const scene = stage({ updateWithoutEnd })
      scene.trust({ dateExpired: later(scene.now, 1_000) })
      const { dateExpired } = scene.does(bank, "Trustees.update", { trusteeOrgId, payload: { enabled: false } })
      assert.deepStrictEqual(scene.does(bank, "Trustees.get", { trusteeOrgId }).dateExpired, dateExpired)
      return dateExpired && DateTime.toEpochMillis(dateExpired) - DateTime.toEpochMillis(scene.now)
    }
    return [
      [ask("Clear"), ask("Keep")],
      [undefined, 1_000],
    ]
  },
  endInPast: () => {
    const ask = (endInPast: Profile["endInPast"]) => {
      const scene = stage({ endInPast })
      scene.trust()
      const dateExpired = later(scene.now, -1)
      return scene.refusalOf(bank, "Trustees.update", { trusteeOrgId, payload: { enabled: true, dateExpired } })
    }
    return [
      [ask("Refuse"), ask("Accept")],
      ["trust.end-in-future: InvalidRequest", "done"],
    ]
  },
  maxPageSize: () => {
    const scene = stage({ maxPageSize: 30 })
    const list = (pageSize: number) => scene.refusalOf(bank, "Trustees.list", { pageSize })
    return [
      [list(30), list(31)],
      ["done", "page.limits: InvalidRequest"],
    ]
  },
  permissionRules: () => {
    const ask = (permissionRules: Profile["permissionRules"], ...permissions: ReadonlyArray<string>) => {
      const scene = stage({ permissionRules })
      scene.trust()
      const who = new Principal({ organizationId: harborBank.id, permissions })
      return scene.refusalOf(who, "TrusteeUsers.add", { trusteeOrgId, payload: { id: users.lea.id } })
    }
    const add = "authorization:orgTrusteeUser:add"
    return [
      [ask("Current", add), ask("Seed", add), ask("Seed", add, "admin", "role_manager")],
      ["done", "permission.all: MissingPermissions", "done"],
    ]
  },
  cloneLimit: () => {
    const ask = (cloneLimit: number) => {
      const scene = stage({ cloneLimit })
      scene.trust({
        users: [{ id: users.tom.id, roleIds: [roles.trustAdministrator.id] }, { id: users.lea.id }],
      })
      return [users.tom, users.lea].map((user) =>
        scene.refusalOf(tom, "TrustorClonedUsers.create", { trustorOrgId: harborBank.id, trusteeUserId: user.id }),
      )
    }
    return [
      [ask(1), ask(2)],
      [
        ["done", "clone.limit: Conflict"],
        ["done", "done"],
      ],
    ]
  },
  autoExpiry: () => {
    const scene = stage({ autoExpiry: Duration.days(3) })
    const { dateExpired } = scene.does(bank, "DefaultTrusts.create", { autoExpire: true })
    return [dateExpired, later(scene.now, Duration.toMillis(Duration.days(3)))]
  },
  bulkUnknownId: () => {
    const ask = (bulkUnknownId: Profile["bulkUnknownId"]) => {
      const scene = stage({ bulkUnknownId })
      scene.trust()
      const id = [unknownOrganization, trusteeOrgId]
      const verdict = scene.refusalOf(bank, "BulkRemoval.trustees", { id })
      return [verdict, scene.does(bank, "Trustees.list", {}).total]
    }
    return [
      [ask("PassOver"), ask("NotFound")],
      [
        ["done", 0],
        ["bulk.unknown-id: NotFound", 1],
      ],
    ]
  },
  inactiveUser: () => {
    const inactive = principalOf(northwindPartners.clients.olaf)
    const ask = (inactiveUser: Profile["inactiveUser"]) => {
      const scene = stage({ inactiveUser })
      scene.trust({ users: [], groups: [{ id: northwindPartners.groups.onCall.id }] })
      return [
        scene.refusalOf(inactive, "Trustors.list", {}),
        scene.refusalOf(inactive, "TrustorUsers.list", { trustorOrgId: harborBank.id }),
      ]
    }
    return [
      [ask("Refuse"), ask("LetIn")],
      [
        ["principal.known: Unauthenticated", "principal.known: Unauthenticated"],
        ["done", "permission.in-trustor-organization: MissingTrustorPermissions"],
      ],
    ]
  },
  cloneOfUntrusted: () => {
    const ask = (cloneOfUntrusted: Profile["cloneOfUntrusted"]) => {
      const scene = stage({ cloneOfUntrusted })
      scene.trust({ users: [{ id: users.tom.id, roleIds: [roles.trustAdministrator.id] }, { id: users.lea.id }] })
      scene.does(tom, "TrustorClonedUsers.create", { trustorOrgId: harborBank.id, trusteeUserId: users.lea.id })
      scene.does(bank, "TrusteeUsers.remove", pathOf(users.lea.id))
      return scene.does(bank, "TrusteeClonedUsers.list", { trusteeOrgId }).total
    }
    return [
      [ask("Remove"), ask("Keep")],
      [0, 1],
    ]
  },
  careWhenPartly: () => {
    const ask = (careWhenPartly: Profile["careWhenPartly"]) => {
      const scene = stage({ careWhenPartly })
      scene.does(bank, "DefaultTrusts.create", {})
      const outcome = scene.tryTo(bank, "CareTrusts.create", {})
      return Result.isSuccess(outcome) ? outcome.success.reply.entities.length : outcome.failure.rule
    }
    return [
      [ask("AnswerAll"), ask("AnswerMade"), ask("Conflict")],
      [2, 1, "trust.one-per-direction"],
    ]
  },
  auditActor: () => [
    [firstAudit({ auditActor: "Organization" }).user?.id, firstAudit({ auditActor: "Nobody" }).user],
    [harborBank.id, undefined],
  ],
  auditTrust: () => [
    [firstAudit({}), firstAudit({ auditTrust: "Trustee" }), firstAudit({ auditTrust: "Trustor" })].map(
      ({ entity }) => entity?.id,
    ),
    [trusteeOrgId, trusteeOrgId, harborBank.id],
  ],
  auditClearing: () => {
    const ask = (auditClearing: Profile["auditClearing"]) =>
      firstAudit({ auditClearing }, (scene) => scene.does(bank, "TrusteeUserRoles.clear", pathOf(users.tom.id))).action
    return [
      [ask("Update"), ask("Delete")],
      ["UPDATE", "DELETE"],
    ]
  },
  auditLevel: () => [
    [firstAudit({ auditLevel: "User" }).level, firstAudit({ auditLevel: "ByCaller" }).level],
    ["USER", "SYSTEM"],
  ],
  auditUnknownWord: () => {
    const ask = (auditUnknownWord: Profile["auditUnknownWord"]) => {
      const scene = stage({ auditUnknownWord })
      const filter = { name: "color", type: "STRING" as const, operator: "EQUALS", values: ["blue"] }
      const payload = { trusteeOrganizationIds: [], trusteeUserIds: [], filters: [filter] }
      return scene.refusalOf(bank, "TrustAudits.ofTrustees", { payload, sortBy: "color", sortOrder: "sideways" })
    }
    return [
      [ask("Refuse"), ask("Ignore")],
      ["audit.query: InvalidRequest", "done"],
    ]
  },
}

describe("each choice does what it says", () => {
  it.each(Object.entries(checks))("%s", (_, check) => {
    const [actual, expected] = check()
    assert.deepStrictEqual(actual, expected)
  })
})

it("the default choices are the documented ones", () => {
  assert.deepStrictEqual(defaultProfile, {
    pairingLifetime: Duration.hours(48),
    unknownMember: "NotFound",
    unknownRole: "NotFound",
    duplicateMember: "Conflict",
    memberLimit: 25,
    overLimit: "Conflict",
    updateWithoutEnd: "Clear",
    endInPast: "Refuse",
    maxPageSize: 100,
    permissionRules: "Current",
    cloneLimit: 5,
    autoExpiry: Duration.days(30),
    bulkUnknownId: "PassOver",
    inactiveUser: "Refuse",
    cloneOfUntrusted: "Remove",
    careWhenPartly: "AnswerAll",
    auditActor: "Organization",
    auditTrust: "Partner",
    auditClearing: "Update",
    auditLevel: "User",
    auditUnknownWord: "Refuse",
  })
})

it.prop(
  "exactly as many members fit as the limit says, users and groups together",
  [upTo(24), upTo(1)],
  ([less, groupCount]) => {
    const memberLimit = 25 - less
    const scene = stage({ memberLimit })
    const groups = [{ id: northwindPartners.groups.onCall.id }].slice(0, groupCount)
    const active = Object.values(users).filter(({ state }) => state === "active")
    const [first, ...others] = active
    scene.trust({ groups, users: first === undefined || memberLimit === groupCount ? [] : [{ id: first.id }] })
    for (const { id } of others) scene.tryTo(bank, "TrusteeUsers.add", { trusteeOrgId, payload: { id } })
    const inside = scene.does(bank, "TrusteeUsers.list", { trusteeOrgId, pageSize: 100 }).entities.length
    assert.strictEqual(inside + groupCount, Math.min(memberLimit, active.length - (memberLimit === groupCount ? 1 : 0)))
  },
)

it("a trust of one too many is not made at all", () => {
  const scene = stage()
  const active = Object.values(users).filter(({ state }) => state === "active")
  const everybody = active.map(({ id }) => ({ id }))
  const pairingId = scene.pair()
  assert.isAbove(everybody.length, 25)
  const create = (members: typeof everybody) =>
    scene.tryTo(bank, "Trustees.create", { payload: { pairingId, enabled: true, users: members } })
  assert.isTrue(Result.isFailure(create(everybody)))
  assert.strictEqual(scene.does(bank, "Trustees.list", {}).total, 0)
  assert.isTrue(Result.isSuccess(create(everybody.slice(0, 25))))
})
