/**
 * When somebody of a partner last did something here, as far as the audits tell.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import { type AuditMessage, toSearchResult } from "../entities/Audit.ts"
import type { OrganizationId } from "../Identifiers.ts"
import { TrustAudits } from "../services/TrustAudits.ts"

/**
 * What the audits tell. They tell of changes to trusts alone: somebody who is not in
 * them may have been here all the same.
 * @category models
 * @since 0.1.0
 */
export interface LastSeen {
  /** The latest change that a user made, by the user's id. */
  readonly at: ReadonlyMap<string, DateTime.Utc>
  /** The partners of whom the audits could not be read, or have a form that is not known. */
  readonly unreadable: ReadonlyArray<OrganizationId>
}

const pageSize = 100

const latest = (messages: ReadonlyArray<AuditMessage>): ReadonlyMap<string, DateTime.Utc> => {
  const seen = new Map<string, DateTime.Utc>()
  for (const { timestamp, user } of messages) {
    if (timestamp === undefined || user?.id === undefined) continue
    const known = seen.get(user.id)
    if (known === undefined || DateTime.isGreaterThan(timestamp, known)) seen.set(user.id, timestamp)
  }
  return seen
}

/**
 * Reads the newest hundred changes of the trust with each partner, a request for each.
 * @category functions
 * @since 0.1.0
 */
export const read = Effect.fn("LastSeen.read")(function* (
  partners: Iterable<OrganizationId>,
  options: { readonly concurrency?: number } = {},
) {
  const audits = yield* TrustAudits
  const unreadable: Array<OrganizationId> = []
  const messages = yield* Effect.forEach(
    partners,
    (id) =>
      audits
        .ofTrustees(
          { trusteeOrganizationIds: [id], trusteeUserIds: [] },
          { pageSize, sortBy: "timestamp", sortOrder: "descending" },
        )
        .pipe(
          Effect.map((response) => Option.map(toSearchResult(response), ({ auditMessages }) => auditMessages)),
          Effect.catch(() => Effect.succeed(Option.none<ReadonlyArray<AuditMessage>>())),
          Effect.map((read) => {
            if (Option.isNone(read)) unreadable.push(id)
            return Option.getOrElse(read, () => [])
          }),
        ),
    { concurrency: options.concurrency ?? 4 },
  )
  const seen: LastSeen = { at: latest(messages.flat()), unreadable }
  return seen
})
