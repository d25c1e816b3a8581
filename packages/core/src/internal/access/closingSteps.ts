/**
 * The steps by which decisions of a review are carried out.
 */
import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import { allDivisions } from "../../entities/Division.ts"
import type { Grant } from "../../lifecycle/Event.ts"
import { distinct, sameGrants } from "../../lifecycle/Grants.ts"
import type { Answer, Asked, KeptRole, Question } from "../../access/Decisions.ts"
import type { SeenMember, Snapshot } from "../../access/Snapshot.ts"
import type { Step } from "../../access/Step.ts"
import type { Mistake } from "../../access/TrustFile.ts"
import * as calls from "./memberCalls.ts"

type Member = Exclude<Asked, { readonly kind: "trust" }>

const memberOf = (snapshot: Snapshot, asked: Member): SeenMember | undefined => {
  const trust = snapshot.trustees.get(asked.partner)
  return asked.kind === "user" ? trust?.users.get(asked.id) : trust?.groups.get(asked.id)
}

/** Whether what was asked about is still there. */
export const isThere = (snapshot: Snapshot, asked: Asked): boolean =>
  asked.kind === "trust" ? snapshot.trustees.has(asked.partner) : memberOf(snapshot, asked) !== undefined

/** Whether it cannot be seen in which divisions the roles of a member hold. */
export const isUnseen = (snapshot: Snapshot, asked: Member): boolean => memberOf(snapshot, asked)?.grants === undefined

const mistake = (message: string, ...path: Mistake["path"]) => Result.fail<ReadonlyArray<Mistake>>([{ path, message }])

/** The grants by which a role stays; what it would be more than there is, is a mistake. */
const staying = (
  { divisions, roleId }: KeptRole,
  { grants, roles }: SeenMember,
  had: ReadonlyArray<Grant>,
  at: number,
): Result.Result<ReadonlyArray<Grant>, ReadonlyArray<Mistake>> => {
  // Somebody has taken it since it was asked: then there is nothing of it to stay.
  if (!roles.has(roleId) && had.some((grant) => grant.roleId === roleId)) return Result.succeed([])
  if (!roles.has(roleId)) return mistake("This role is not held now, and closing a review gives nothing", "keeps", at)
  const held = grants?.filter((grant) => grant.roleId === roleId)
  if (divisions === undefined) {
    return held === undefined
      ? mistake(
          'It cannot be seen in which divisions this role holds: write { role: NAME, divisions: [NAMES] }, or ["*"] for all of them',
          "keeps",
          at,
        )
      : Result.succeed(held)
  }
  const isEverywhere = held === undefined || held.some(({ divisionId }) => divisionId === undefined)
  if (divisions === allDivisions) {
    return isEverywhere
      ? Result.succeed([{ roleId }])
      : mistake(
          "This role does not hold in all divisions now, and closing a review gives nothing",
          "keeps",
          at,
          "divisions",
        )
  }
  const isMore = (divisionId: string) => !isEverywhere && !held.some((grant) => grant.divisionId === divisionId)
  return divisions.some(isMore)
    ? mistake(
        "This role does not hold in each of these divisions now, and closing a review gives nothing",
        "keeps",
        at,
        "divisions",
      )
    : Result.succeed(divisions.map((divisionId) => ({ roleId, divisionId })))
}

/**
 * The grants that a member is left with, or the end that a trust gets: or why that would
 * be more than there is.
 */
export const shortened = (
  snapshot: Snapshot,
  asked: Asked,
  answer: Answer,
  had: ReadonlyArray<Grant>,
): Result.Result<ReadonlyArray<Grant>, ReadonlyArray<Mistake>> => {
  if (answer.choice !== "shorten") return Result.succeed([])
  if ("until" in answer) {
    const end = snapshot.trustees.get(asked.partner)?.dateExpired
    return end === undefined || DateTime.isLessThanOrEqualTo(answer.until, end)
      ? Result.succeed([])
      : mistake(`This is later than the trust ends now, which is ${DateTime.formatIso(end)}`, "until")
  }
  const member = asked.kind === "trust" ? undefined : memberOf(snapshot, asked)
  if (member === undefined) return Result.succeed([])
  const each = answer.keeps.map((kept, at) => staying(kept, member, had, at))
  const failed = each.flatMap((result) => (Result.isFailure(result) ? result.failure : []))
  if (failed.length > 0) return Result.fail(failed)
  return Result.succeed(distinct(each.flatMap((result) => (Result.isSuccess(result) ? result.success : []))))
}

/** The step that removes what was asked about or, with an answer, shortens it; none where there is nothing to do. */
export const closingStep = (
  snapshot: Snapshot,
  { asked, had }: Pick<Question, "asked" | "had">,
  answer: Answer | undefined,
  reason: string,
): Step | undefined => {
  const { partner } = asked
  const about = { partner, effect: "takes", reason } as const
  if (answer?.choice !== "shorten") {
    switch (asked.kind) {
      case "trust":
        return { ...about, operation: "Trustees.remove", input: { trusteeOrgId: partner } }
      case "user":
        return calls.users.remove(about, asked.id)
      case "group":
        return calls.groups.remove(about, asked.id)
    }
  }
  const trust = snapshot.trustees.get(partner)
  if (trust === undefined) return undefined
  if ("until" in answer) {
    if (trust.dateExpired !== undefined && DateTime.Equivalence(trust.dateExpired, answer.until)) return undefined
    const payload = { enabled: trust.enabled, dateExpired: answer.until }
    return { ...about, operation: "Trustees.update", input: { trusteeOrgId: partner, payload } }
  }
  if (asked.kind === "trust") return undefined
  const grants = shortened(snapshot, asked, answer, had)
  const held = memberOf(snapshot, asked)?.grants
  if (Result.isFailure(grants) || (held !== undefined && sameGrants(held, grants.success))) return undefined
  return asked.kind === "user"
    ? calls.users.setGrants(about, asked.id, grants.success)
    : calls.groups.setGrants(about, asked.id, grants.success)
}
