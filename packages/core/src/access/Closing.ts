/**
 * Closing an access review: what the decisions come to. Nobody is given anything by it;
 * what is decided about one trust, user or group changes nothing for any other.
 */
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type { OrganizationId } from "../Identifiers.ts"
import { closingStep, isThere, isUnseen, shortened } from "../internal/access/closingSteps.ts"
import { grantsSeen } from "../internal/access/memberPlan.ts"
import type { Grant } from "../lifecycle/Event.ts"
import type { Decisions, Question } from "./Decisions.ts"
import type { Desired, DesiredTrustee } from "./Desired.ts"
import { afterSteps } from "./Forecast.ts"
import type { Plan } from "./Plan.ts"
import type { SeenMember, Snapshot } from "./Snapshot.ts"
import type { Step } from "./Step.ts"
import type { Mistake } from "./TrustFile.ts"

/**
 * What becomes of what was asked about: it is `kept`, `removed` or `shortened`; it is
 * still `open`, for there is time to answer; or it is `gone` already.
 * @category models
 * @since 0.1.0
 */
export type Fate = "kept" | "removed" | "shortened" | "open" | "gone"

/**
 * What a question came to.
 * @category models
 * @since 0.1.0
 */
export interface Verdict {
  readonly question: Question
  readonly fate: Fate
  /** Why, in a sentence. */
  readonly because: string
  /** The step of the plan that does it, counted from 1; none where there is nothing to do. */
  readonly step?: number
}

/**
 * Somebody whom nobody was asked about and who loses access with a trust that goes.
 * @category models
 * @since 0.1.0
 */
export interface Bystander {
  readonly partner: OrganizationId
  readonly kind: "user" | "group"
  readonly id: string
}

/**
 * What the decisions come to.
 * @category models
 * @since 0.1.0
 */
export interface Closing {
  /** What there is to be. */
  readonly desired: Desired
  readonly plan: Plan
  /** In the order of the questions. */
  readonly verdicts: ReadonlyArray<Verdict>
  readonly bystanders: ReadonlyArray<Bystander>
}

const keyOf = ({ id, kind, partner }: Bystander): string => `${partner}/${kind}/${id}`

const membersOf = (snapshot: Snapshot, partner: OrganizationId): ReadonlyArray<Bystander> => {
  const trust = snapshot.trustees.get(partner)
  return [
    ...Array.from(trust?.users.keys() ?? [], (id) => ({ partner, kind: "user", id }) as const),
    ...Array.from(trust?.groups.keys() ?? [], (id) => ({ partner, kind: "group", id }) as const),
  ]
}

/** The users and groups that were asked about. */
const askedMembers = ({ questions }: Decisions): ReadonlySet<string> =>
  new Set(questions.flatMap(({ asked }) => (asked.kind === "trust" ? [] : [keyOf(asked)])))

interface Judged {
  readonly fate: Fate
  readonly because: string
}

const answered = ({ answer }: Question): Judged | undefined =>
  answer === undefined
    ? undefined
    : {
        fate: ({ keep: "kept", remove: "removed", shorten: "shortened" } as const)[answer.choice],
        because: `${answer.by} decided so on ${DateTime.formatIsoDateUtc(answer.on)}`,
      }

const makeJudge = (decisions: Decisions, snapshot: Snapshot, now: DateTime.Utc) => {
  const { answerBefore, questions, unanswered } = decisions
  const lastDay = DateTime.formatIsoDateUtc(DateTime.subtract(answerBefore, { days: 1 }))
  const silence: Judged = DateTime.isLessThan(now, answerBefore)
    ? { fate: "open", because: `Nobody has answered yet; there is time until ${lastDay}` }
    : {
        fate: unanswered === "keep" ? "kept" : "removed",
        because: `Nobody answered by ${lastDay}, and the file says: ${unanswered}`,
      }
  const known = askedMembers(decisions)
  /** By trust, who was the first to decide that somebody stays who is there. */
  const keepers = new Map<OrganizationId, string>()
  for (const { answer, asked } of questions) {
    if (asked.kind === "trust" || answer === undefined || answer.choice === "remove") continue
    if (isThere(snapshot, asked) && !keepers.has(asked.partner)) keepers.set(asked.partner, answer.by)
  }

  /** Who is kept by an answer, and who came since, weighs more than silence about the trust. */
  const ofTrust = (question: Question): Judged => {
    const own = answered(question)
    if (own !== undefined || silence.fate !== "removed") return own ?? silence
    const { partner } = question.asked
    const keeper = keepers.get(partner)
    if (keeper !== undefined) {
      return { fate: "kept", because: `Nobody answered by ${lastDay}, but ${keeper} decided that somebody stays` }
    }
    return membersOf(snapshot, partner).every((member) => known.has(keyOf(member)))
      ? silence
      : { fate: "kept", because: `Nobody answered by ${lastDay}, but it has people whom nobody was asked about` }
  }
  const trusts = new Map(
    questions.flatMap((question) =>
      question.asked.kind === "trust" ? [[question.asked.partner, ofTrust(question)] as const] : [],
    ),
  )
  return (question: Question): Judged => {
    const { asked } = question
    if (!isThere(snapshot, asked)) return { fate: "gone", because: "It is not there any more" }
    const trust = trusts.get(asked.partner)
    if (asked.kind === "trust") return trust ?? silence
    if (trust?.fate === "removed") return { fate: "removed", because: `The whole trust goes: ${trust.because}` }
    return answered(question) ?? silence
  }
}

/** Decisions that contradict each other, or what there is. */
const mistakesOf = ({ questions }: Decisions, snapshot: Snapshot): ReadonlyArray<Mistake> => {
  /** By trust, the question by which it goes, counted from 1. */
  const ending = new Map(
    questions.flatMap(({ answer, asked }, at) =>
      asked.kind === "trust" && answer?.choice === "remove" ? [[asked.partner, at + 1] as const] : [],
    ),
  )
  return questions.flatMap(({ answer, asked, had }, at): ReadonlyArray<Mistake> => {
    if (answer === undefined || !isThere(snapshot, asked)) return []
    const path = ["questions", at]
    const end = ending.get(asked.partner)
    if (asked.kind !== "trust" && answer.choice !== "remove" && end !== undefined) {
      return [
        {
          path: [...path, "decision"],
          message: `This stays, and the trust that it is in goes, by question ${end}: decide one of the two`,
        },
      ]
    }
    const found = shortened(snapshot, asked, answer, had)
    return Result.isFailure(found)
      ? found.failure.map(({ message, path: at }) => ({ path: [...path, ...at], message }))
      : []
  })
}

/** What there is to be after the steps: that, and nothing else. */
const desiredAfter = (snapshot: Snapshot, steps: ReadonlyArray<Step>): Desired => {
  const { organizationId, trustees } = afterSteps(snapshot, steps)
  const grantsOf = <Id>(members: ReadonlyMap<Id, SeenMember>) =>
    new Map(Array.from(members, ([id, member]): [Id, ReadonlyArray<Grant>] => [id, grantsSeen(member)]))
  return {
    organizationId,
    strangers: "remove",
    trustees: new Map(
      Array.from(
        trustees,
        ([id, { dateExpired, defaults, enabled, groups, users }]): [OrganizationId, DesiredTrustee] => [
          id,
          {
            enabled,
            ...(dateExpired !== undefined && { dateExpired }),
            users: grantsOf(users),
            groups: grantsOf(groups),
            ...(defaults !== undefined && { care: defaults }),
            strangers: "remove",
          },
        ],
      ),
    ),
  }
}

/** Trusts that go come first: with them goes everybody in them. */
const inOrder = [
  (question: Question, fate: Fate) => question.asked.kind === "trust" && fate === "removed",
  (question: Question, fate: Fate) => question.asked.kind === "trust" && fate === "shortened",
  (question: Question, fate: Fate) => question.asked.kind !== "trust" && (fate === "removed" || fate === "shortened"),
]

/**
 * What decisions come to, by what there is at a time; or the mistakes in them that only
 * show by what there is: a decision that contradicts another, an end that is later,
 * a role that is not held. What was asked about and is gone is nothing to do, and who
 * was not asked about stays, unless somebody decides that the whole trust goes.
 * @category constructors
 * @since 0.1.0
 */
export const close = (
  decisions: Decisions,
  snapshot: Snapshot,
  now: DateTime.Utc,
): Result.Result<Closing, ReadonlyArray<Mistake>> => {
  const { questions } = decisions
  const mistakes = mistakesOf(decisions, snapshot)
  if (mistakes.length > 0) return Result.fail(mistakes)
  const judge = makeJudge(decisions, snapshot, now)
  const judged = questions.map((question) => ({ question, ...judge(question) }))
  const gone = new Set(
    judged.flatMap(({ fate, question: { asked } }) =>
      asked.kind === "trust" && fate === "removed" ? [asked.partner] : [],
    ),
  )
  const steps: Array<Step> = []
  const numbers = new Map<Question, number>()
  for (const isNow of inOrder) {
    for (const { because, fate, question } of judged) {
      if (!isNow(question, fate)) continue
      const { answer, asked } = question
      if (asked.kind !== "trust" && gone.has(asked.partner)) continue
      const step = closingStep(snapshot, question, fate === "shortened" ? answer : undefined, because)
      if (step !== undefined) numbers.set(question, steps.push(step))
    }
  }
  const ends = new Map(
    judged.flatMap(({ question }) => {
      const number = numbers.get(question)
      return question.asked.kind === "trust" && number !== undefined ? [[question.asked.partner, number] as const] : []
    }),
  )
  const known = askedMembers(decisions)
  return Result.succeed({
    desired: desiredAfter(snapshot, steps),
    plan: {
      steps,
      strangers: [],
      unseen: judged.flatMap(({ fate, question: { asked } }) =>
        asked.kind !== "trust" && fate === "shortened" && isUnseen(snapshot, asked)
          ? [{ what: asked.kind, id: asked.id, partner: asked.partner }]
          : [],
      ),
      obstacles: [],
    },
    verdicts: judged.map(({ because, fate, question }): Verdict => {
      const isWithTrust = question.asked.kind !== "trust" && gone.has(question.asked.partner)
      const step = isWithTrust && fate === "removed" ? ends.get(question.asked.partner) : numbers.get(question)
      return { question, fate, because, ...(step !== undefined && { step }) }
    }),
    bystanders: [...gone]
      .flatMap((partner) => membersOf(snapshot, partner))
      .filter((member) => !known.has(keyOf(member))),
  })
}
