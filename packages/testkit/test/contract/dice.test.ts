/* Choices out of one number do not hang together: all combinations of them occur. */
import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { complete } from "@org-trust/testkit/contract/Capabilities"
import { casts } from "@org-trust/testkit/contract/Cast"
import { another } from "../../src/arbitrary/internal/Moment.ts"
import { dice, maxRoll } from "../../src/contract/internal/Dice.ts"
import { firstMembers } from "../../src/contract/internal/conformance/perform/arrange/FirstMembers.ts"
import { someoneLacking } from "../../src/contract/internal/conformance/perform/Company.ts"

const [cast] = casts(world, complete.groups)
if (cast === undefined) throw new Error("The world cannot be cast")
const { trustee, trustor } = cast
const limit = complete.profile.memberLimit

/** Numbers that stand for the choices of many steps, from a seed that is always the same. */
const numbers = fc.sample(fc.nat({ max: maxRoll - 1 }), { numRuns: 4_000, seed: 1 })

describe("dice", () => {
  it("roll every combination equally often, whatever the sides", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 5 }), (sides) => {
        const total = sides.reduce((product, each) => product * each, 1)
        const seen = new Set(
          Array.from({ length: total }, (_, number) => {
            const { roll } = dice(number)
            return sides.map(roll).join()
          }),
        )
        assert.strictEqual(seen.size, total)
      }),
    )
  })

  it("pick the first of everything for 0, and nothing of nothing", () => {
    const { pick, roll } = dice(0)
    assert.deepStrictEqual([pick(["a", "b"]), roll(3), pick([])], ["a", 0, undefined])
  })
})

describe("who is let in at first", () => {
  /** Members in all, the role of a group if there is one, and where the first user comes from. */
  const combinations = new Set(
    numbers.map((number) => {
      const rolled = dice(number)
      const count = 2 + rolled.roll(3)
      const { groups = [], users = [] } = firstMembers({ trustee, trustor }, { count, limit, withGroups: true }, rolled)
      const [group] = groups
      const [first, other] = users
      const roles = group?.roleIds ?? group?.roleDivisions?.grants
      const isInGroup = trustee.organization.groups.some(({ memberIds }) => memberIds.some((id) => id === first?.id))
      return [
        `${users.length + groups.length} members`,
        group === undefined ? "no group" : roles?.length === 0 ? "a group without a role" : "a group with a role",
        isInGroup ? "a user of a group" : "a user of none",
        ...(other === undefined
          ? []
          : [`another with ${(other.roleIds ?? other.roleDivisions?.grants ?? []).length} roles`]),
      ].join(", ")
    }),
  )
  const has = (...parts: ReadonlyArray<string>) =>
    [...combinations].some((each) => parts.every((part) => each.includes(part)))

  // A group without a role there was with two members only, as long as one number chose both.
  for (const members of ["2 members", "3 members", "4 members"]) {
    for (const group of ["a group without a role", "a group with a role"]) {
      for (const user of ["a user of a group", "a user of none"]) {
        it(`has ${members}, ${group}, ${user}`, () => assert.isTrue(has(members, group, user)))
      }
    }
  }

  for (const user of ["a user of a group", "a user of none"]) {
    for (const roles of [0, 1, 2]) {
      it(`has ${user} and another with ${roles} roles`, () =>
        assert.isTrue(has("2 members", "no group", user, `another with ${roles} roles`)))
    }
  }
})

describe("who lacks a permission", () => {
  const lacking = trustee.clients.filter(({ permissions }) => permissions.length < trustee.admin.permissions.length)
  const chosen = new Set(
    numbers.flatMap(
      (number) => someoneLacking("TrustorUsers.list", [trustee.admin, ...lacking], dice(number))?.id ?? [],
    ),
  )

  // Clients that are no user were called only where they had as many permissions as any.
  it("may be any of them", () => {
    assert.strictEqual(chosen.size, lacking.length + 1)
    assert.isTrue(lacking.some(({ userId }) => userId === undefined))
    assert.isTrue(lacking.some(({ userId }) => userId !== undefined))
  })
})

describe("a number of a step", () => {
  it("comes to every combination of what it decides and what another number out of it decides", () => {
    const sides = fc.integer({ min: 1, max: 12 })
    const turn = fc.constantFrom<0 | 1 | 2>(0, 1, 2)
    fc.assert(
      fc.property(sides, sides, turn, turn, (one, other, some, next) => {
        const all = Array.from({ length: 1_000 }, (_, number) => number)
        const asDrawn = new Set(all.map((number) => `${number % one} ${another(number, some) % other}`))
        assert.strictEqual(asDrawn.size, one * other)
        if (some === next) return
        const among = new Set(all.map((number) => `${another(number, some) % one} ${another(number, next) % other}`))
        assert.strictEqual(among.size, one * other)
      }),
    )
    assert.deepStrictEqual([another(0, 0), another(0, 1), another(0, 2)], [0, 0, 0])
  })
})
