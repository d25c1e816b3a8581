import { afterAll, assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import { mayDo, permissionsOf } from "@org-trust/core/lifecycle/EffectiveAccess"
import type { Event } from "@org-trust/core/lifecycle/Event"
import { events } from "@org-trust/core/lifecycle/State"
import type { WorldOrganization } from "@org-trust/core/lifecycle/World"
import { permissions } from "@org-trust/core/Permission"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { retell } from "./support/history.ts"
import { countedRuns, often } from "./support/options.ts"

interface Question {
  readonly trustor: WorldOrganization
  readonly trustee: WorldOrganization
  readonly userId: string
  readonly now: number
  readonly divisionId: string | undefined
}

/**
 * The definition in words: a trust lets a user do something while it is enabled and
 * before its end; the user has to be active at home; the permission comes from a
 * role of the trustor that the user was given, or that a trusted group of the
 * user's was given; a role given in one division counts in that division only. Where
 * the trust came with the default role or full access, whoever it lets in has what all
 * roles of the trustor permit; where with Trusted User access, two permissions.
 */
const access = (history: ReadonlyArray<Event>, question: Question): ReadonlyArray<string> => {
  const { divisionId, now, trustee, trustor, userId } = question
  const trust = retell(history).find((told) => told.trustor === trustor.id && told.trustee === trustee.id)
  if (trust === undefined) return []
  if (!trust.enabled) return []
  if (trust.end !== undefined && now >= trust.end) return []
  const user = trustee.users.find(({ id }) => id === userId)
  if (user === undefined || user.state !== "active") return []
  const gained: Array<string> = []
  for (const member of [...trust.users, ...trust.groups]) {
    const group = trustee.groups.find(({ id }) => id === member.id)
    const isMeant = member.id === userId || group?.memberIds.some((id) => id === userId) === true
    if (!isMeant) continue
    if (trust.defaults?.usesDefaultRole === true || trust.defaults?.hasFullAccess === true) {
      gained.push(...trustor.roles.flatMap((role) => role.permissions))
    }
    if (trust.defaults?.isTrustedUser === true) {
      gained.push("authorization:orgTrustor:view", "authorization:orgTrusteeUser:view")
    }
    for (const grant of member.grants) {
      if (divisionId !== undefined && grant.divisionId !== undefined && grant.divisionId !== divisionId) continue
      for (const role of trustor.roles) if (role.id === grant.roleId) gained.push(...role.permissions)
    }
  }
  return [...new Set(gained)].sort()
}

/** The same history, in which no group was ever let in. */
const withoutGroups = (history: ReadonlyArray<Event>): ReadonlyArray<Event> =>
  history
    .filter(({ _tag }) => !_tag.startsWith("TrustGroup"))
    .map((event) => (event._tag === "TrustCreated" ? { ...event, groups: [] } : event))

let granted = 0
let narrowed = 0
let throughGroups = 0

it.prop(
  "effective access is what its definition in words says",
  [scenariosOf(100)],
  ([scenario]) => {
    const environment = environmentOf(scenario)
    const { world } = environment
    const { organizations } = scenario
    const transitions = run(environment, scenario.plan)
    for (const { after: state, before, request } of transitions) {
      if (state === before) continue
      const history = events(state)
      const ends = retell(history).flatMap(({ end }) => (end === undefined ? [] : [end - 1, end, end + 1]))
      const times = [DateTime.toEpochMillis(request.now), ...ends]
      for (const trustor of organizations) {
        for (const trustee of organizations) {
          if (trustor === trustee) continue
          for (const { id: userId } of trustee.users) {
            for (const now of times) {
              for (const divisionId of [undefined, ...trustor.divisions.map(({ id }) => id)]) {
                const due = access(history, { trustor, trustee, userId, now, divisionId })
                const question = {
                  trustorOrgId: trustor.id,
                  trusteeOrgId: trustee.id,
                  userId,
                  now: DateTime.makeUnsafe(now),
                  ...(divisionId !== undefined && { divisionId }),
                }
                assert.deepStrictEqual([...permissionsOf(world, state, question)].sort(), due)
                const yes = due[0]
                const no = permissions.find((permission) => !due.includes(permission))
                if (yes !== undefined) assert.isTrue(mayDo(world, state, question, yes))
                if (no !== undefined) assert.isFalse(mayDo(world, state, question, no))
                granted += due.length
                const anywhere = access(history, { trustor, trustee, userId, now, divisionId: undefined })
                if (divisionId !== undefined && due.length < anywhere.length) narrowed++
                if (due.length > access(withoutGroups(history), { trustor, trustee, userId, now, divisionId }).length) {
                  throughGroups++
                }
              }
            }
          }
        }
      }
    }
  },
  countedRuns,
)

afterAll(() => assert.isAbove(granted, often(1_000), "hardly any access was given"))
afterAll(() => assert.isAbove(narrowed, often(50), "hardly any access was narrowed to a division"))
afterAll(() => assert.isAbove(throughGroups, often(300), "hardly any access was given by a group"))
