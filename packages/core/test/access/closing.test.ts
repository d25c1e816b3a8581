import { afterAll, assert, it } from "@effect/vitest"
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { close, type Closing } from "@org-trust/core/access/Closing"
import type { DecisionFile, QuestionEntry } from "@org-trust/core/access/DecisionFile"
import { resolve } from "@org-trust/core/access/Decisions"
import * as DecisionRecord from "@org-trust/core/access/DecisionRecord"
import { ask } from "@org-trust/core/access/Questions"
import { review } from "@org-trust/core/access/Review"
import type { SeenMember, Snapshot } from "@org-trust/core/access/Snapshot"
import type { RoleEntry } from "@org-trust/core/access/TrustFile"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import { defaultProfile } from "@org-trust/core/lifecycle/Profile"
import * as World from "@org-trust/core/lifecycle/World"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { often, scenarioRuns } from "../lifecycle/support/options.ts"
import { carryOut } from "./support/carryOut.ts"
import { snapshotOf } from "./support/seen.ts"

/** Numbers that look random, the same for the same seed. */
const makeDice = (seed: number) => {
  let state = (Math.abs(seed) * 2_654_435_761 + 12_345) >>> 0
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * sides)
  }
}

type Dice = ReturnType<typeof makeDice>

const grantKeys = ({ grants, roles }: SeenMember): ReadonlyArray<string> =>
  (grants ?? Array.from(roles, (roleId) => ({ roleId, divisionId: undefined })))
    .map(({ divisionId, roleId }) => `${roleId}/${divisionId ?? "*"}`)
    .toSorted()

/** Who is in which trust with what, in a form that can be changed and compared. */
const picture = ({ trustees }: Snapshot) =>
  new Map(
    Array.from(trustees, ([partner, { dateExpired, enabled, groups, users }]) => [
      String(partner),
      {
        enabled,
        end: dateExpired === undefined ? "" : DateTime.formatIso(dateExpired),
        members: new Map<string, ReadonlyArray<string>>([
          ...Array.from(users, ([id, member]) => [`user ${id}`, grantKeys(member)] as const),
          ...Array.from(groups, ([id, member]) => [`group ${id}`, grantKeys(member)] as const),
        ]),
      },
    ]),
  )

const keptKeys = (keeps: ReadonlyArray<RoleEntry>, { divisions, roles }: DecisionFile, before: ReadonlyArray<string>) =>
  keeps
    .flatMap((entry) => {
      const roleId = typeof entry === "string" ? (roles[entry] ?? entry) : (roles[entry.role] ?? entry.role)
      return typeof entry === "string"
        ? before.filter((key) => key.startsWith(`${roleId}/`))
        : entry.divisions.map((division) => `${roleId}/${divisions[division] ?? division}`)
    })
    .toSorted()

/** What the decisions are to come to, by the words of the README alone. */
const expected = (file: DecisionFile, snapshot: Snapshot, isOver: boolean) => {
  const after = picture(snapshot)
  const organization = (name: string) => file.organizations[name] ?? name
  const keyOf = ({ group, user }: QuestionEntry) =>
    user === undefined ? `group ${file.groups[group ?? ""] ?? group}` : `user ${file.users[user] ?? user}`
  const isTrust = ({ group, user }: QuestionEntry) => user === undefined && group === undefined
  for (const entry of file.questions.filter((each) => !isTrust(each))) {
    const trust = after.get(organization(entry.trust))
    const key = keyOf(entry)
    const before = trust?.members.get(key)
    if (trust === undefined || before === undefined) continue
    const decision = entry.decision ?? (isOver ? file.unanswered : "keep")
    if (decision === "remove") trust.members.delete(key)
    if (decision === "shorten") trust.members.set(key, keptKeys(entry.keeps ?? [], file, before))
  }
  for (const entry of file.questions.filter(isTrust)) {
    const trust = after.get(organization(entry.trust))
    if (trust === undefined) continue
    if (entry.decision === "remove") after.delete(organization(entry.trust))
    if (entry.decision === "shorten") trust.end = entry.until ?? ""
    // Silence ends a trust only when nobody is left in it.
    if (entry.decision == null && isOver && file.unanswered === "remove" && trust.members.size === 0) {
      after.delete(organization(entry.trust))
    }
  }
  return after
}

const answered = (entry: QuestionEntry, on: string, answer: Partial<QuestionEntry>): QuestionEntry => ({
  ...entry,
  by: "Ada Owner",
  on,
  ...answer,
})

const isTrust = ({ group, user }: QuestionEntry) => user === undefined && group === undefined

/** Answers some of the questions, or all in the same way. */
const answer = (
  file: DecisionFile,
  dice: Dice,
  how: "keep" | "remove" | "mixed",
  ends: (trust: string) => string | undefined,
  divisions: ReadonlyArray<string>,
  isSeen: boolean,
): DecisionFile => {
  const on = file.asked.slice(0, 10)
  const removed = new Set<string>()
  const questions = file.questions.map((entry): QuestionEntry => {
    if (how !== "mixed") return answered(entry, on, { decision: how })
    const choice = dice(4)
    const until = ends(entry.trust)
    if (isTrust(entry)) {
      if (choice === 0) removed.add(entry.trust)
      if (choice === 0) return answered(entry, on, { decision: "remove" })
      if (choice === 1 && until !== undefined) return answered(entry, on, { decision: "shorten", until })
      return choice === 2 ? answered(entry, on, { decision: "keep" }) : entry
    }
    if (choice === 0) return answered(entry, on, { decision: "remove" })
    if (choice === 3 || removed.has(entry.trust)) return entry
    const has = entry.has ?? []
    const [first, ...others] = has
    const everywhere = has.find((role) => typeof role === "string")
    const [division] = divisions
    const keeps = !isSeen
      ? others.map((role) => ({ role: typeof role === "string" ? role : role.role, divisions: ["*"] }))
      : everywhere !== undefined && division !== undefined && dice(2) === 0
        ? [{ role: everywhere, divisions: [division] }]
        : first === undefined
          ? []
          : // A role alone stays where it holds.
            others.map((role) => (typeof role === "string" || dice(2) === 0 ? role : role.role))
    // A role that a member has in all divisions and in one may be named twice.
    const isLess = new Set(keeps.map((role) => (typeof role === "string" ? role : role.role))).size === keeps.length
    if (choice === 1 && keeps.length > 0 && isLess) {
      return answered(entry, on, { decision: "shorten", keeps })
    }
    return answered(entry, on, { decision: "keep" })
  })
  return { ...file, questions }
}

const withoutDivisions = (snapshot: Snapshot): Snapshot => {
  const blind = <Id>(members: ReadonlyMap<Id, SeenMember>) =>
    new Map(Array.from(members, ([id, { roles }]): [Id, SeenMember] => [id, { roles }]))
  return {
    ...snapshot,
    trustees: new Map(
      Array.from(snapshot.trustees, ([id, seen]) => [
        id,
        { ...seen, users: blind(seen.users), groups: blind(seen.groups) },
      ]),
    ),
  }
}

const counts = { removed: 0, shortened: 0, kept: 0, open: 0 }

it.prop(
  "each decision has exactly its effect and no other",
  [scenariosOf(150), Schema.Int],
  ([scenario, seed]) => {
    const environment: Environment = {
      world: World.make(scenario.organizations),
      profile: { ...defaultProfile, memberLimit: 1_000, cloneLimit: 1_000, endInPast: "Accept" },
    }
    const last = run(environment, scenario.plan).at(-1)
    if (last === undefined) return
    const dice = makeDice(seed)
    const how = (["keep", "remove", "mixed", "mixed", "mixed"] as const)[dice(5)] ?? "mixed"
    const isOver = dice(2) === 0
    const isSeen = dice(4) > 0
    const askedAt = last.request.now
    const answerBy = DateTime.startOf(DateTime.add(askedAt, { days: 14 }), "day")
    const now = DateTime.add(askedAt, isOver ? { days: 20 } : { hours: 1 })
    for (const { divisions, id: own } of scenario.organizations) {
      const real = snapshotOf(last.after, own, askedAt)
      const snapshot = isSeen ? real : withoutDivisions(real)
      const asking = ask(review(snapshot, { now: askedAt }), snapshot, {
        answerBy,
        unanswered: dice(2) === 0 ? "keep" : "remove",
      })
      const until = DateTime.add(now, { days: 1 + dice(300) })
      const endOf = (trust: string) => {
        const seen = Array.from(snapshot.trustees).find(([id]) => id === (asking.file.organizations[trust] ?? trust))
        const end = seen?.[1].dateExpired
        return end === undefined || DateTime.isLessThan(until, end) ? DateTime.formatIso(until) : undefined
      }
      const file = answer(
        asking.file,
        dice,
        how,
        endOf,
        divisions.map(({ id }) => id),
        isSeen,
      )
      const decisions = resolve(file, now)
      if (Result.isFailure(decisions)) return assert.fail(JSON.stringify(decisions.failure))
      const closed = close(decisions.success, snapshot, now)
      if (Result.isFailure(closed)) return assert.fail(JSON.stringify(closed.failure))
      const { desired, plan, verdicts } = closed.success
      assert.deepStrictEqual(close(decisions.success, snapshot, now), closed, "the same each time")
      if (how === "keep") assert.deepStrictEqual(plan.steps, [], "all stays")
      let state = last.after
      for (const step of plan.steps) state = carryOut(environment, state, own, now, step)
      const done = snapshotOf(state, own, now)
      const after = picture(isSeen ? done : withSeen(done, snapshot, closed.success))
      assert.deepStrictEqual(after, expected(file, snapshot, isOver))
      if (how === "remove") assert.strictEqual(after.size, 0, "nobody stays")
      // What is asked for afterwards is what there is: asked for again, nothing changes.
      if (isSeen) assert.deepStrictEqual(Array.from(desired.trustees?.keys() ?? [], String), [...after.keys()])
      if (isSeen) {
        const again = Result.map(close(decisions.success, done, now), ({ plan }) => plan.steps)
        assert.deepStrictEqual(again, Result.succeed([]), "what is done is not done again")
      }
      for (const { fate } of verdicts) if (fate !== "gone") counts[fate]++
      const record = DecisionRecord.make(decisions.success, closed.success, now, (id) => id)
      assert.strictEqual(record.decisions.length, file.questions.length)
      const planned = record.decisions.flatMap(({ step }) => (step === undefined ? [] : [step.number]))
      assert.deepStrictEqual(new Set(planned).size, plan.steps.length, "each step has a decision behind it")
    }
  },
  scenarioRuns,
)

/** Of members whose roles were not set it is still not seen in which divisions these hold. */
const withSeen = (done: Snapshot, before: Snapshot, { plan }: Closing): Snapshot => {
  const set = new Set(
    plan.steps.flatMap(({ input }): ReadonlyArray<string> => {
      if (!("payload" in input)) return []
      if ("trusteeUserId" in input) return [input.trusteeUserId]
      return "trusteeGroupId" in input ? [input.trusteeGroupId] : []
    }),
  )
  const blind = withoutDivisions(done)
  const merged = <Id extends string>(seen: ReadonlyMap<Id, SeenMember>, hidden: ReadonlyMap<Id, SeenMember>) =>
    new Map(
      Array.from(hidden, ([id, member]): [Id, SeenMember] => [id, set.has(id) ? (seen.get(id) ?? member) : member]),
    )
  return {
    ...before,
    trustees: new Map(
      Array.from(blind.trustees, ([id, seen]) => [
        id,
        {
          ...seen,
          users: merged(done.trustees.get(id)?.users ?? new Map(), seen.users),
          groups: merged(done.trustees.get(id)?.groups ?? new Map(), seen.groups),
        },
      ]),
    ),
  }
}

afterAll(() => {
  assert.isAbove(counts.removed, often(50), "hardly anything was removed")
  assert.isAbove(counts.shortened, often(5), "hardly anything was shortened")
  assert.isAbove(counts.kept, often(50), "hardly anything was kept")
  assert.isAbove(counts.open, often(5), "hardly anything was left open")
})
