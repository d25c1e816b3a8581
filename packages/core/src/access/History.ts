/**
 * What a journal tells: which run was interrupted, which pairings are still good, and
 * which roles were granted in which divisions.
 */
import * as DateTime from "effect/DateTime"
import type { OrganizationId } from "../Identifiers.ts"
import type { Grant } from "../lifecycle/Event.ts"
import type { Entry, PairingMade, RunBegan, StepBegan } from "./Journal.ts"
import type { SeenMember, Snapshot } from "./Snapshot.ts"

/**
 * A run that has begun and not ended.
 * @category models
 * @since 0.1.0
 */
export interface Interrupted {
  readonly run: typeof RunBegan.Type
  /** The step that was under way, of which it is not known whether it was done. */
  readonly underWay?: typeof StepBegan.Type
}

/**
 * The last run, where it was interrupted.
 * @category functions
 * @since 0.1.0
 */
export const interrupted = (entries: ReadonlyArray<Entry>): Interrupted | undefined => {
  const run = entries.findLast((entry) => entry._tag === "RunBegan")
  if (run === undefined) return undefined
  const own = entries.filter((entry) => entry.run === run.run)
  if (own.some(({ _tag }) => _tag === "RunEnded")) return undefined
  const ended = new Set(own.flatMap((entry) => (entry._tag === "StepEnded" ? [entry.step] : [])))
  const underWay = own.findLast((entry) => entry._tag === "StepBegan")
  return { run, ...(underWay !== undefined && !ended.has(underWay.step) && { underWay }) }
}

/** How long a pairing is good for. */
const pairingLifetime = { hours: 48 } as const

/**
 * The pairings that were made and can still be used: of each partner the latest, of those
 * of the other organization and those of this one.
 * @category functions
 * @since 0.1.0
 */
export const pairings = (
  entries: ReadonlyArray<Entry>,
  by: (typeof PairingMade.Type)["by"],
  now: DateTime.Utc,
): ReadonlyMap<OrganizationId, typeof PairingMade.Type> => {
  const open = new Map<OrganizationId, typeof PairingMade.Type>()
  const begun = new Map<string, typeof StepBegan.Type>()
  for (const entry of entries) {
    if (entry._tag === "StepBegan") {
      begun.set(`${entry.run}/${entry.step}`, entry)
      // There was a trust to change: somebody had made it with our pairing.
      if (by === "us" && entry.operation.startsWith("Trustor")) open.delete(entry.partner)
    }
    if (entry._tag === "PairingMade" && entry.by === by) open.set(entry.partner, entry)
    if (entry._tag === "StepEnded" && (entry.outcome === "done" || entry.outcome === "found")) {
      const step = begun.get(`${entry.run}/${entry.step}`)
      // A pairing is used once.
      if (by === "partner" && step?.operation === "Trustees.create") open.delete(step.partner)
    }
  }
  return new Map([...open].filter(([, { at }]) => DateTime.isLessThan(now, DateTime.add(at, pairingLifetime))))
}

/** What is known of the grants of a member; none where a step was under way that set them. */
interface Known {
  readonly at: DateTime.Utc
  readonly grants?: ReadonlyArray<Grant>
}

type Book = Map<string, Known>

const keyOf = (partner: OrganizationId, what: "user" | "group", id: string): string => `${partner}/${what}/${id}`

/** What is known after a step that was done, or that may have been. */
const after = (book: Book, step: typeof StepBegan.Type, isCertain: boolean): Book => {
  const next = new Map(step.ends && isCertain ? [...book].filter(([key]) => !key.startsWith(`${step.partner}/`)) : book)
  for (const { grants, id, what } of step.sets)
    next.set(keyOf(step.partner, what, id), isCertain ? { at: step.at, grants } : { at: step.at })
  if (isCertain) for (const { id, what } of step.removes) next.delete(keyOf(step.partner, what, id))
  return next
}

const read = (entries: ReadonlyArray<Entry>): Book => {
  let book: Book = new Map()
  const begun = new Map<string, { readonly step: typeof StepBegan.Type; readonly before: Book }>()
  for (const entry of entries) {
    const key = "step" in entry ? `${entry.run}/${entry.step}` : ""
    if (entry._tag === "StepBegan") {
      begun.set(key, { step: entry, before: book })
      book = after(book, entry, false)
    }
    const under = begun.get(key)
    if (entry._tag !== "StepEnded" || under === undefined) continue
    if (entry.outcome === "done") book = after(under.before, { ...under.step, at: entry.at }, true)
    // What was refused, or never asked for, has changed nothing.
    if (entry.outcome === "failed" || entry.outcome === "waits" || entry.outcome === "skipped") book = under.before
  }
  return book
}

/** How far the platform's clock may be from ours. */
const skew = { minutes: 5 } as const

/** Whether a member came later than what is known: somebody took it out and let it in again. */
const isNewer = ({ since }: SeenMember, { at }: Known): boolean =>
  since !== undefined && DateTime.isGreaterThan(since, DateTime.add(at, skew))

const isSame = (grants: ReadonlyArray<Grant>, roles: SeenMember["roles"]): boolean => {
  const ids = new Set(grants.map(({ roleId }) => roleId))
  return ids.size === roles.size && [...ids].every((id) => roles.has(id))
}

/**
 * A snapshot with what the journal knows: in which divisions roles were granted. Where
 * a member has other roles than were granted, somebody else has changed them since, and
 * nothing is known. Where a step was interrupted, the member's grants are in doubt.
 * @category functions
 * @since 0.1.0
 */
export const recall = (snapshot: Snapshot, entries: ReadonlyArray<Entry>): Snapshot => {
  const book = read(entries)
  if (book.size === 0) return snapshot
  const recalled = <Id extends string>(
    partner: OrganizationId,
    what: "user" | "group",
    members: ReadonlyMap<Id, SeenMember>,
  ): ReadonlyMap<Id, SeenMember> =>
    new Map(
      Array.from(members, ([id, member]): [Id, SeenMember] => {
        const known = book.get(keyOf(partner, what, id))
        if (known === undefined) return [id, member]
        // A step of which it is not known whether it was done may have been done long after it began.
        if (known.grants === undefined) return [id, { ...member, isInDoubt: true }]
        if (isNewer(member, known)) return [id, member]
        return [id, isSame(known.grants, member.roles) ? { ...member, grants: known.grants } : member]
      }),
    )
  return {
    ...snapshot,
    trustees: new Map(
      Array.from(snapshot.trustees, ([partner, seen]) => [
        partner,
        {
          ...seen,
          users: recalled(partner, "user", seen.users),
          groups: recalled(partner, "group", seen.groups),
        },
      ]),
    ),
  }
}
