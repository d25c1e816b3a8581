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
import type { OrganizationId } from "@org-trust/core/Identifiers"
import type { Page } from "@org-trust/core/Page"
import { auditDifferences } from "./AuditDifferences.ts"
import { type Differences, differences } from "./Differences.ts"
import { pageDifferences } from "./PageDifferences.ts"

/** A reply and what is needed to compare it. */
export interface Comparison<K extends OperationName> {
  readonly input: OperationInput<K>
  readonly expected: OperationOutput<K>
  readonly actual: OperationOutput<K>
  /** What the model answers at this moment if limits of pages are lifted. */
  readonly ask: (input: OperationInput<K>) => OperationOutput<K> | undefined
  /** Milliseconds by which dates that the implementation chose may be off. */
  readonly slack: number
  /** Whether audits have a shape that can be compared. */
  readonly hasAudits: boolean
  readonly organizations: { readonly has: (id: OrganizationId) => boolean }
}

type Compare<K extends OperationName> = (comparison: Comparison<K>) => Differences

/** Entities of a page that has any listing as a whole. */
const everything = 1_000_000

/** What contains a phrase depends on all the words in it, and those are each implementation's own. */
const isVague = (phrase: string | undefined): boolean => phrase !== undefined && phrase !== "nobody says this"

/** Replies that are more than an entity or a page of entities. */
const special: { readonly [K in OperationName]?: Compare<K> } = {
  "TrustAudits.ofTrustees": ({ actual, ask, expected, hasAudits, input, organizations, slack }) =>
    !hasAudits || isVague(input.payload.queryPhrase)
      ? []
      : auditDifferences(input, expected, actual, () => ask({ ...input, pageNumber: 1, pageSize: everything }), {
          organizations,
          slack,
        }),
  "TrustAudits.ofTrustor": ({ actual, ask, expected, hasAudits, input, organizations, slack }) =>
    !hasAudits || isVague(input.payload.queryPhrase)
      ? []
      : auditDifferences(input, expected, actual, () => ask({ ...input, pageNumber: 1, pageSize: everything }), {
          organizations,
          slack,
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
