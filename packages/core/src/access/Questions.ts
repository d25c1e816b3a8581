/**
 * The questions of an access review: who still needs a trust, and each user and group
 * that is let in by name? Each comes with what is recommended, and why.
 */
import * as DateTime from "effect/DateTime"
import type { DecisionFile, Choice, QuestionEntry, Unanswered } from "./DecisionFile.ts"
import { counted } from "./Describe.ts"
import { fromSnapshot } from "./Export.ts"
import type { Finding, Review, ReviewedMember, ReviewedPartner } from "./Reviewed.ts"
import type { ReviewRuleId } from "./ReviewRule.ts"
import type { Snapshot } from "./Snapshot.ts"

/**
 * How the questions are asked.
 * @category models
 * @since 0.1.0
 */
export interface AskOptions {
  /** The last day for answers, to its end in UTC. */
  readonly answerBy: DateTime.Utc
  /** What becomes of what nobody answers. */
  readonly unanswered: Unanswered
  /** From how many days on somebody who was not seen is recommended to go; 90 unless given. */
  readonly unseenDays?: number
}

/**
 * Questions, and what the ids in them stand for.
 * @category models
 * @since 0.1.0
 */
export interface Asking {
  readonly file: DecisionFile
  /** By id, what is known of it for people to read. */
  readonly remarks: ReadonlyMap<string, string>
}

/** What each finding speaks for: the strongest of them is recommended. */
const advised: { readonly [R in ReviewRuleId]?: Choice } = {
  "no-end-date": "shorten",
  "ended-but-there": "remove",
  "disabled-with-members": "remove",
  "care-still-in": "remove",
  "member-without-roles": "remove",
  "inactive-user": "remove",
  "not-in-file": "remove",
  "wildcard-permission": "shorten",
  "administrator-permission": "shorten",
  "roles-in-all-divisions": "shorten",
  "ends-soon": "keep",
  "large-group": "keep",
}

const day = (time: DateTime.Utc): string => DateTime.formatIsoDateUtc(time)

const recommend = (
  reasons: ReadonlyArray<readonly [Choice, string]>,
): Pick<QuestionEntry, "recommendation" | "reason"> => {
  const strongest = (["remove", "shorten"] as const).find((each) => reasons.some(([choice]) => choice === each))
  const recommendation = strongest ?? "keep"
  const own = reasons.flatMap(([choice, reason]) => (choice === recommendation ? [reason] : []))
  return { recommendation, reason: own.join(" ") || "Nothing was found that speaks against it." }
}

const found = (findings: ReadonlyArray<Finding>): ReadonlyArray<readonly [Choice, string]> =>
  findings.flatMap(({ message, rule }) => {
    const choice = advised[rule]
    return choice === undefined ? [] : [[choice, message] as const]
  })

const aboutTrust = ({ enabled, isOpen, members, name, since, until }: ReviewedPartner): string => {
  const count = members.filter(({ isByName }) => isByName).length
  return [
    `${name}: ${isOpen ? "open" : enabled ? "ended" : "disabled"}`,
    ...(since === undefined ? [] : [`since ${day(since)}`]),
    until === undefined ? "without end" : `until ${day(until)}`,
    counted(count, "member"),
  ].join(", ")
}

const aboutMember = ({ lastSeen, name, roles, since, size, state }: ReviewedMember): string =>
  [
    name,
    ...(state === undefined ? [] : [state]),
    ...(size === undefined ? [] : [counted(size, "person", "people")]),
    ...(since === undefined ? [] : [`since ${day(since)}`]),
    ...(lastSeen === undefined ? [] : [`last seen ${day(lastSeen)}`]),
    ...(roles.some(({ where }) => where.kind === "unseen") ? ["in which divisions the roles hold cannot be seen"] : []),
  ].join(", ")

/** What the divisions in which somebody has roles are called, where that is known. */
const divisionRemarks = ({ nameOf, partners }: Review): ReadonlyArray<readonly [string, string]> =>
  partners
    .flatMap(({ members }) => members.flatMap(({ roles }) => roles))
    .flatMap(({ where }) =>
      where.kind === "division" && nameOf(where.divisionId) !== where.divisionId
        ? [[where.divisionId, nameOf(where.divisionId)] as const]
        : [],
    )

/**
 * The questions of a review of what there is, none of them answered: for each partner
 * one about the trust, and one for each user and group that is in it by name.
 * @category constructors
 * @since 0.1.0
 */
export const ask = (review: Review, snapshot: Snapshot, options: AskOptions): Asking => {
  const { answerBy, unanswered, unseenDays = 90 } = options
  const { file, remarks } = fromSnapshot(snapshot)
  const called = <Section extends "organizations" | "users" | "groups">(section: Section) => {
    const names = new Map(Object.entries(file[section]).map(([name, id]) => [id, name]))
    return (id: string) => names.get(id) ?? id
  }
  const [organization, user, group] = [called("organizations"), called("users"), called("groups")]
  const blank = { decision: null, by: null, on: null } as const
  const outOfSight = DateTime.subtract(review.at, { days: unseenDays })

  const questions = review.partners.flatMap((partner): ReadonlyArray<QuestionEntry> => {
    const trust = organization(partner.id)
    const entry = file.trustees?.[trust]
    const own = review.findings.filter((finding) => finding.partner === partner.id)
    const ofMember = (member: ReviewedMember): QuestionEntry => {
      const isUser = member.kind === "user"
      const name = isUser ? user(member.id) : group(member.id)
      const isOutOfSight = member.lastSeen !== undefined && DateTime.isLessThan(member.lastSeen, outOfSight)
      return {
        trust,
        ...(isUser ? { user: name } : { group: name }),
        about: aboutMember(member),
        has: (isUser ? entry?.users : entry?.groups)?.[name] ?? [],
        ...recommend([
          ...found(own.filter(({ subject }) => subject?.id === member.id && subject.kind === member.kind)),
          ...(isOutOfSight && member.lastSeen !== undefined
            ? [["remove", `${member.name} was last seen on ${day(member.lastSeen)}.`] as const]
            : []),
        ]),
        ...blank,
      }
    }
    return [
      {
        trust,
        about: aboutTrust(partner),
        ...recommend(found(own.filter(({ subject }) => subject === undefined))),
        ...blank,
      },
      ...partner.members.filter(({ isByName }) => isByName).map(ofMember),
    ]
  })
  const { divisions, groups, organizations, roles, users } = file
  return {
    file: {
      organization: organization(snapshot.organizationId),
      asked: DateTime.formatIso(review.at),
      answerBy: day(answerBy),
      unanswered,
      organizations,
      roles,
      divisions,
      users,
      groups,
      questions,
    },
    remarks: new Map([...divisionRemarks(review), ...remarks]),
  }
}
