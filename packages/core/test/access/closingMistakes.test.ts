import { assert, describe, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { close } from "@org-trust/core/access/Closing"
import type { Answer, Decisions, KeptRole, Question } from "@org-trust/core/access/Decisions"
import type { SeenMember, Snapshot } from "@org-trust/core/access/Snapshot"
import { DivisionId, OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"

const id = (digit: number): string => `${String(digit).repeat(8)}-0000-4000-8000-000000000000`
const own = OrganizationId.make(id(1))
const partner = OrganizationId.make(id(2))
const [tom, lea] = [UserId.make(id(3)), UserId.make(id(4))]
const [visitor, supervisor] = [RoleId.make(id(5)), RoleId.make(id(6))]
const [retail, lending] = [DivisionId.make(id(7)), DivisionId.make(id(8))]
const now = DateTime.makeUnsafe("2026-12-01T08:00:00Z")
const end = DateTime.makeUnsafe("2027-01-01T00:00:00Z")

const there = (tomIs: SeenMember): Snapshot => ({
  organizationId: own,
  takenAt: now,
  trustees: new Map([
    [
      partner,
      {
        enabled: true,
        dateExpired: end,
        users: new Map<UserId, SeenMember>([
          [tom, tomIs],
          [lea, { roles: new Set() }],
        ]),
        groups: new Map(),
        clones: new Set(),
      },
    ],
  ]),
  trustors: new Map(),
})

const inRetail: SeenMember = { roles: new Set([visitor]), grants: [{ roleId: visitor, divisionId: retail }] }

const question = (asked: Question["asked"], answer: Answer | undefined, had: Question["had"] = []): Question => ({
  asked,
  about: "",
  had,
  recommendation: "keep",
  reason: "",
  ...(answer !== undefined && { answer }),
})

const trust = { kind: "trust", partner } as const
const user = (userId: UserId) => ({ kind: "user", partner, id: userId }) as const
const decided = (choice: "keep" | "remove"): Answer => ({ by: "Ada Owner", on: now, choice })
const keeping = (...keeps: ReadonlyArray<KeptRole>): Answer => ({
  by: "Ada Owner",
  on: now,
  choice: "shorten",
  keeps,
})

const decisions = (...questions: ReadonlyArray<Question>): Decisions => ({
  organizationId: own,
  asked: now,
  answerBefore: DateTime.add(now, { days: 14 }),
  unanswered: "remove",
  questions,
})

/** The mistakes, each as its place and what it says up to a colon or comma. */
const mistakes = (snapshot: Snapshot, ...questions: ReadonlyArray<Question>) =>
  Result.match(close(decisions(...questions), snapshot, now), {
    onSuccess: () => [],
    onFailure: (found) => found.map(({ message, path }) => [path.join("/"), message.replace(/[:,] .*/, "")]),
  })

describe("decisions that cannot be carried out", () => {
  it("keep somebody in a trust that goes", () => {
    const removed = question(trust, decided("remove"))
    assert.deepStrictEqual(
      mistakes(there(inRetail), question(user(tom), decided("keep")), removed, question(user(lea), decided("remove"))),
      [["questions/0/decision", "This stays"]],
    )
    assert.deepStrictEqual(mistakes(there(inRetail), removed, question(user(tom), undefined)), [])
    const found = close(decisions(removed, question(user(tom), decided("keep"))), there(inRetail), now)
    assert.include(JSON.stringify(found), "by question 1: decide one of the two")
  })

  it("shorten a trust until after its end", () => {
    const until = (at: DateTime.Utc) => question(trust, { by: "Ada Owner", on: now, choice: "shorten", until: at })
    assert.deepStrictEqual(mistakes(there(inRetail), until(DateTime.add(end, { seconds: 1 }))), [
      ["questions/0/until", "This is later than the trust ends now"],
    ])
    assert.deepStrictEqual(mistakes(there(inRetail), until(end)), [])
  })

  it("keep more of a role than there is", () => {
    const kept = (...keeps: ReadonlyArray<KeptRole>) => question(user(tom), keeping(...keeps))
    const told = (...keeps: ReadonlyArray<KeptRole>) => mistakes(there(inRetail), kept(...keeps))
    assert.deepStrictEqual(told({ roleId: visitor }, { roleId: supervisor }), [
      ["questions/0/keeps/1", "This role is not held now"],
    ])
    assert.deepStrictEqual(told({ roleId: visitor, divisions: "*" }), [
      ["questions/0/keeps/0/divisions", "This role does not hold in all divisions now"],
    ])
    assert.deepStrictEqual(told({ roleId: visitor, divisions: [retail, lending] }), [
      ["questions/0/keeps/0/divisions", "This role does not hold in each of these divisions now"],
    ])
    assert.deepStrictEqual(told({ roleId: visitor, divisions: [retail] }), [])
    const unseen = there({ roles: new Set([visitor]) })
    assert.deepStrictEqual(mistakes(unseen, kept({ roleId: visitor })), [
      ["questions/0/keeps/0", "It cannot be seen in which divisions this role holds"],
    ])
    assert.deepStrictEqual(mistakes(unseen, kept({ roleId: visitor, divisions: "*" })), [])
  })

  it("are none where what would stay was taken since it was asked", () => {
    const kept = question(user(tom), keeping({ roleId: supervisor }), [{ roleId: supervisor }])
    assert.deepStrictEqual(mistakes(there(inRetail), kept), [])
  })
})

describe("silence about a trust", () => {
  const late = DateTime.add(now, { days: 20 })
  const fateOfTrust = (...questions: ReadonlyArray<Question>) =>
    Result.map(close(decisions(question(trust, undefined), ...questions), there(inRetail), late), ({ verdicts }) => [
      verdicts[0]?.fate,
      verdicts[0]?.because.replace(/^.*, /, ""),
    ])

  it("ends it, unless somebody stays, or came since it was asked", () => {
    const gone = question(user(lea), decided("remove"))
    assert.deepStrictEqual(
      fateOfTrust(question(user(tom), undefined), gone),
      Result.succeed(["removed", "and the file says: remove"]),
    )
    assert.deepStrictEqual(
      fateOfTrust(question(user(tom), decided("keep")), gone),
      Result.succeed(["kept", "but Ada Owner decided that somebody stays"]),
    )
    assert.deepStrictEqual(fateOfTrust(gone), Result.succeed(["kept", "but it has people whom nobody was asked about"]))
  })
})
