/**
 * How a reply differs from the model's.
 */
import {
  type OperationEntry,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operations,
} from "@org-trust/core/Operation"
import type { Page } from "@org-trust/core/Page"
import { type AuditPromise, type Capabilities, promisesAudits } from "../../../Capabilities.ts"
import { auditDifferences } from "./AuditDifferences.ts"
import { type Differences, differences, type Slack } from "./Differences.ts"
import { pageDifferences } from "./PageDifferences.ts"

/** A reply and what is needed to compare it. */
export interface Comparison<K extends OperationName> {
  readonly input: OperationInput<K>
  readonly expected: OperationOutput<K>
  readonly actual: OperationOutput<K>
  /** What the model answers at this moment if limits of pages are lifted. */
  readonly ask: (input: OperationInput<K>) => OperationOutput<K> | undefined
  /** By how much dates may be off. */
  readonly slack: Slack
  /** What audits can be relied on for; nothing where no audits can be compared. */
  readonly audits: Capabilities["audits"]
}

type Compare<K extends OperationName> = (comparison: Comparison<K>) => Differences

/** Entities of a page that has any listing as a whole. */
const everything = 1_000_000

/** What contains a phrase depends on all the words in it, and those are each implementation's own. */
const isVague = (phrase: string | undefined): boolean => phrase !== undefined && phrase !== "nobody says this"

const orders: ReadonlySet<string> = new Set(["ascending", "descending"])

type AuditInput = OperationInput<"TrustAudits.ofTrustees"> | OperationInput<"TrustAudits.ofTrustor">

/** What audits have to be relied on for so that this query can be compared. */
const needed = ({ payload, sortBy = "timestamp", sortOrder }: AuditInput): ReadonlyArray<AuditPromise> => [
  ...(payload.trusteeUserIds.length > 0 ? ["Users" as const] : []),
  ...(sortBy !== "timestamp" || (sortOrder !== undefined && !orders.has(sortOrder)) ? ["Sorting" as const] : []),
  ...((payload.filters ?? []).length > 0 ? ["Filters" as const] : []),
  ...((payload.facets ?? []).length > 0 ? ["Facets" as const] : []),
  ...(payload.queryPhrase === undefined ? [] : ["Phrases" as const]),
]

const reliance: { readonly [K in OperationName]?: (input: OperationInput<K>) => ReadonlyArray<AuditPromise> } = {
  "TrustAudits.ofTrustees": needed,
  "TrustAudits.ofTrustor": needed,
}

/** Whether it is promised what an operation asks of audits, if anything. */
export const isReliedOn = <K extends OperationName>(
  audits: Capabilities["audits"],
  operation: K,
  input: OperationInput<K>,
): boolean => {
  const needs: ((asked: OperationInput<K>) => ReadonlyArray<AuditPromise>) | undefined = reliance[operation]
  const promises = needs?.(input) ?? []
  return promises.length === 0 || promisesAudits({ audits }, ...promises)
}

/** Replies that are more than an entity or a page of entities. */
const special: { readonly [K in OperationName]?: Compare<K> } = {
  "TrustAudits.ofTrustees": ({ actual, ask, audits, expected, input, slack }) =>
    !promisesAudits({ audits }, ...needed(input)) || isVague(input.payload.queryPhrase)
      ? []
      : auditDifferences(input, expected, actual, () => ask({ ...input, pageNumber: 1, pageSize: everything }), {
          hasEntries: promisesAudits({ audits }, "Entries"),
          slack: slack.millis,
        }),
  "TrustAudits.ofTrustor": ({ actual, ask, audits, expected, input, slack }) =>
    !promisesAudits({ audits }, ...needed(input)) || isVague(input.payload.queryPhrase)
      ? []
      : auditDifferences(input, expected, actual, () => ask({ ...input, pageNumber: 1, pageSize: everything }), {
          hasEntries: promisesAudits({ audits }, "Entries"),
          slack: slack.millis,
        }),
}

const isPage = (reply: unknown): reply is Page<{ readonly id: string }> =>
  typeof reply === "object" && reply !== null && "entities" in reply && Array.isArray(reply.entities)

/** How a reply differs. */
export const replyDifferences = <K extends OperationName>(operation: K, comparison: Comparison<K>): Differences => {
  const compare: Compare<K> | undefined = special[operation]
  if (compare !== undefined) return compare(comparison)
  const { actual, ask, expected, input, slack }: Comparison<K> = comparison
  if (expected === undefined) return []
  const { lists }: OperationEntry = operations[operation]
  // What lists all of something may come in the form of a page, and is none.
  if (lists !== "page" || !isPage(expected) || !isPage(actual)) return differences("reply", expected, actual, slack)
  // A page that has all there is tells by itself what the listing is.
  const all =
    expected.total === expected.entities.length ? expected : ask({ ...input, pageNumber: 1, pageSize: everything })
  return pageDifferences(expected, actual, isPage(all) ? all.entities : [], slack)
}
