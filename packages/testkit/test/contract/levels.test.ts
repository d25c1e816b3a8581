import { assert, describe, it } from "@effect/vitest"
import { type RuleId, rules } from "@org-trust/core/lifecycle/Rule"
import { clausesOverHttp } from "@org-trust/testkit/contract/Contract"

/** Documented rules of which something is chosen, and why a clause that rests on them can be a MUST. */
const settled: { readonly [Name in RuleId]?: string } = {
  "pairing.asks-for-someone": "any of the documented codes of a 400 is taken",
  "trust.member-limit": "the limit and how it is answered are declared (memberLimit, overLimit)",
  "permission.in-trustor-organization":
    "of users alone, for whom the API documents it; clauses of groups say what is chosen",
  "user.added-by-trustee": "nothing is repeated, or the clause says that this is chosen",
  "group.added-by-trustee": "nothing is repeated, or the clause says that this is chosen",
  "role.of-trustor": "how an unknown role is answered is declared (unknownRole)",
  "group.members-have-roles": "of active members alone",
  "clone.limit": "the limit and how it is answered are declared (cloneLimit, overLimit)",
  "user-trustors.exactly": "of open trusts alone, or the clause says that this is chosen",
  "audit.every-change": "what entries are like is declared (audits, auditActor, auditTrust, auditClearing, auditLevel)",
  "default-trust.flags": "all flags are said, and each has the name of what it sets",
  "default-trust.auto-expires": "the time is declared (autoExpiry), the flag is said, and some seconds are allowed",
}

describe("a clause that is a MUST", () => {
  const musts = clausesOverHttp.filter(({ level }) => level === "MUST")

  it("rests on documented rules alone", () => {
    const others = musts.flatMap(({ name, rules: own }) =>
      own.filter((rule) => rules[rule].level !== "documented").map((rule) => `${name}: ${rule}`),
    )
    assert.deepStrictEqual(others, [])
  })

  it("says nothing of what is chosen, but what an implementation can declare or leave open", () => {
    const unsettled = musts.flatMap(({ name, rules: own }) =>
      own
        .filter((rule) => /chosen|profile|settles/.test(rules[rule].source) && settled[rule] === undefined)
        .map((rule) => `${name}: ${rule}: ${rules[rule].source}`),
    )
    assert.deepStrictEqual(unsettled, [])
  })

  it("is told apart from a SHOULD by nothing that is not needed", () => {
    const needed = new Set<string>(musts.flatMap(({ rules: own }) => own))
    assert.deepStrictEqual(
      Object.keys(settled).filter((rule) => !needed.has(rule)),
      [],
    )
  })
})
