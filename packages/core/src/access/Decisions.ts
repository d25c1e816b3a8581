/**
 * What was asked in an access review and what was answered, with every name resolved to
 * an id: what a review is closed with.
 */
import * as DateTime from "effect/DateTime"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { allDivisions } from "../entities/Division.ts"
import type { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"
import { divisions, groups, makeResolver, organizations, roles, users } from "../internal/access/resolving.ts"
import type { Grant } from "../lifecycle/Event.ts"
import { Timestamp } from "../Timestamp.ts"
import type { Choice, DecisionFile, QuestionEntry, Unanswered } from "./DecisionFile.ts"
import type { Mistake, RoleEntry } from "./TrustFile.ts"

/**
 * What a question is about: a trust that lets a partner in, or a user or group of it.
 * @category models
 * @since 0.1.0
 */
export type Asked =
  | { readonly kind: "trust"; readonly partner: OrganizationId }
  | { readonly kind: "user"; readonly partner: OrganizationId; readonly id: UserId }
  | { readonly kind: "group"; readonly partner: OrganizationId; readonly id: GroupId }

/**
 * A role that stays: where it holds now, or in these divisions, or (`*`) in all of them.
 * @category models
 * @since 0.1.0
 */
export interface KeptRole {
  readonly roleId: RoleId
  readonly divisions?: ReadonlyArray<DivisionId> | typeof allDivisions
}

/**
 * What somebody decided.
 * @category models
 * @since 0.1.0
 */
export type Answer = {
  readonly by: string
  /** The beginning of the day of the decision. */
  readonly on: DateTime.Utc
  readonly note?: string
} & (
  | { readonly choice: "keep" | "remove" }
  /** A trust ends then. */
  | { readonly choice: "shorten"; readonly until: DateTime.Utc }
  /** A user or group keeps these roles alone. */
  | { readonly choice: "shorten"; readonly keeps: ReadonlyArray<KeptRole> }
)

/**
 * A question, and its answer where there is one.
 * @category models
 * @since 0.1.0
 */
export interface Question {
  readonly asked: Asked
  /** For people to read. */
  readonly about: string
  /** What the user or group had when it was asked. */
  readonly had: ReadonlyArray<Grant>
  readonly recommendation: Choice
  readonly reason: string
  readonly answer?: Answer
}

/**
 * The questions of a review with their answers.
 * @category models
 * @since 0.1.0
 */
export interface Decisions {
  readonly organizationId: OrganizationId
  readonly asked: DateTime.Utc
  /** From here on nobody can answer any more. */
  readonly answerBefore: DateTime.Utc
  readonly unanswered: Unanswered
  readonly questions: ReadonlyArray<Question>
}

const decodeTime = Schema.decodeUnknownOption(Timestamp)

/** The beginning of a day such as `2027-01-31`. */
const dayOf = (text: string): DateTime.Utc | undefined =>
  /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? Option.getOrUndefined(decodeTime(`${text.trim()}T00:00:00Z`)) : undefined

/** One word for what a question is about, the same for the same thing. */
const keyOf = (asked: Asked): string =>
  asked.kind === "trust" ? asked.partner : `${asked.partner}/${asked.kind}/${asked.id}`

type Path = Mistake["path"]

const isGiven = <A>(value: A | null | undefined): value is A =>
  value !== null && value !== undefined && !(typeof value === "string" && value.trim() === "")

const makeReader = (file: DecisionFile, now: DateTime.Utc) => {
  const { grantsOf, idOf, idsOf, mistakes, wrong } = makeResolver(file)

  const day = (text: string, path: Path) =>
    dayOf(text) ?? wrong(path, `${JSON.stringify(text)} is no day: write one such as 2027-01-31`)
  const time = (text: string, path: Path) =>
    Option.getOrUndefined(decodeTime(text)) ??
    wrong(path, `${JSON.stringify(text)} is no time: write one such as 2027-01-31T00:00:00Z`)

  const organizationId = idOf(organizations, file.organization, ["organization"])
  const asked = time(file.asked, ["asked"])
  const lastDay = day(file.answerBy, ["answerBy"])

  const keptRole = (entry: RoleEntry, path: Path): ReadonlyArray<KeptRole> => {
    if (typeof entry === "string") {
      const roleId = idOf(roles, entry, path)
      return roleId === undefined ? [] : [{ roleId }]
    }
    const roleId = idOf(roles, entry.role, [...path, "role"])
    if (entry.divisions.length === 0) {
      wrong([...path, "divisions"], 'No division is named: for all divisions write ["*"]')
    }
    const isAll = entry.divisions.length === 1 && entry.divisions[0] === allDivisions
    const within = isAll ? allDivisions : [...idsOf(divisions, entry.divisions, [...path, "divisions"])]
    return roleId === undefined ? [] : [{ roleId, divisions: within }]
  }

  const subjectOf = (entry: QuestionEntry, path: Path): Asked | undefined => {
    const partner = idOf(organizations, entry.trust, [...path, "trust"])
    if (entry.user !== undefined && entry.group !== undefined) {
      return wrong([...path, "group"], "A question is about a user or about a group: take one of the two out")
    }
    if (entry.user !== undefined) {
      const id = idOf(users, entry.user, [...path, "user"])
      return partner === undefined || id === undefined ? undefined : { kind: "user", partner, id }
    }
    if (entry.group !== undefined) {
      const id = idOf(groups, entry.group, [...path, "group"])
      return partner === undefined || id === undefined ? undefined : { kind: "group", partner, id }
    }
    return partner === undefined ? undefined : { kind: "trust", partner }
  }

  const decidedOn = (entry: QuestionEntry, path: Path): DateTime.Utc | undefined => {
    if (!isGiven(entry.on)) return wrong(path, "on is missing: the day of the decision, such as 2027-01-31")
    const at = [...path, "on"]
    const on = day(entry.on, at)
    if (on === undefined || asked === undefined || lastDay === undefined) return on
    if (DateTime.isLessThan(on, DateTime.startOf(asked, "day"))) {
      return wrong(at, `${entry.on} is before the question was asked, which was ${DateTime.formatIsoDateUtc(asked)}`)
    }
    if (DateTime.isGreaterThan(on, now)) return wrong(at, `${entry.on} has not come yet`)
    return DateTime.isGreaterThan(on, lastDay)
      ? wrong(
          at,
          `${entry.on} is too late: answers were asked for by ${file.answerBy}. Move answerBy, or take the answer out`,
        )
      : on
  }

  const answerOf = (entry: QuestionEntry, asked: Asked, path: Path): Answer | undefined => {
    const { by, decision, keeps, note, until } = entry
    if (!isGiven(decision)) {
      return isGiven(by) || isGiven(entry.on) || isGiven(until) || isGiven(keeps)
        ? wrong(path, "decision is missing: keep, remove or shorten")
        : undefined
    }
    const on = decidedOn(entry, path)
    if (!isGiven(by)) return wrong(path, "by is missing: the name of who decided")
    if (decision !== "shorten") {
      if (isGiven(until)) return wrong([...path, "until"], `until goes with shorten, and the decision is ${decision}`)
      if (isGiven(keeps)) return wrong([...path, "keeps"], `keeps goes with shorten, and the decision is ${decision}`)
    }
    if (on === undefined) return undefined
    const common = { by: by.trim(), on, ...(isGiven(note) && { note }) }
    if (decision !== "shorten") return { ...common, choice: decision }
    if (asked.kind === "trust") {
      if (isGiven(keeps))
        return wrong([...path, "keeps"], "keeps is for users and groups: a trust is shortened with until")
      if (!isGiven(until)) return wrong(path, "until is missing: when the trust ends, such as 2027-01-31T00:00:00Z")
      const end = time(until, [...path, "until"])
      if (end === undefined) return undefined
      return DateTime.isGreaterThan(end, now)
        ? { ...common, choice: decision, until: end }
        : wrong([...path, "until"], `${until} has come already: to end it now, decide remove`)
    }
    if (isGiven(until)) {
      return wrong(
        [...path, "until"],
        "until is for trusts: a user or group is shortened with keeps, the roles that stay",
      )
    }
    if (!isGiven(keeps)) return wrong(path, "keeps is missing: the roles that stay")
    if (keeps.length === 0) return wrong([...path, "keeps"], "No role stays: to take it all away, decide remove")
    return {
      ...common,
      choice: decision,
      keeps: keeps.flatMap((role, at) => keptRole(role, [...path, "keeps", at])),
    }
  }

  const known = new Set<string>()
  const questions = file.questions.flatMap((entry, at): ReadonlyArray<Question> => {
    const path = ["questions", at]
    const subject = subjectOf(entry, path)
    const had = (entry.has ?? []).flatMap((role, index) => grantsOf(role, [...path, "has", index]))
    if (subject === undefined) return []
    const key = keyOf(subject)
    if (known.has(key)) wrong(path, "This question is there twice")
    known.add(key)
    const answer = answerOf(entry, subject, path)
    const { about, reason, recommendation } = entry
    return [{ asked: subject, about, had, recommendation, reason, ...(answer !== undefined && { answer }) }]
  })
  return { mistakes, organizationId, asked, lastDay, questions }
}

/**
 * The questions and answers of a file at a time, or every mistake in it: names that
 * nothing is called, answers without a name or a day, from the future or too late, and
 * ends that have come already. An answer counts whole or not at all.
 * @category functions
 * @since 0.1.0
 */
export const resolve = (file: DecisionFile, now: DateTime.Utc): Result.Result<Decisions, ReadonlyArray<Mistake>> => {
  const { asked, lastDay, mistakes, organizationId, questions } = makeReader(file, now)
  return organizationId === undefined || asked === undefined || lastDay === undefined || mistakes.length > 0
    ? Result.fail(mistakes)
    : Result.succeed({
        organizationId,
        asked,
        answerBefore: DateTime.add(lastDay, { days: 1 }),
        unanswered: file.unanswered,
        questions,
      })
}
