/**
 * How a reply differs from the model's, operation by operation.
 */
import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import { auditDifferences } from "./Audits.ts"
import { type Differences, differences } from "./Differences.ts"
import { pageDifferences } from "./Pages.ts"

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
}

type Compare<K extends OperationName> = (comparison: Comparison<K>) => Differences

/** Entities of a page that has any listing as a whole. */
const everything = 1_000_000

const nothing = (): Differences => []

interface Entities {
  readonly expected: object
  readonly actual: object
  readonly slack: number
}

const entity = ({ actual, expected, slack }: Entities): Differences => differences("reply", expected, actual, slack)

/** What contains a phrase depends on all the words in it, and those are each implementation's own. */
const isVague = (phrase: string | undefined): boolean => phrase !== undefined && phrase !== "nobody says this"

const comparers: { readonly [K in OperationName]: Compare<K> } = {
  "Pairings.create": entity,
  "Pairings.get": entity,
  "Trustees.list": ({ actual, ask, expected, input, slack }) =>
    pageDifferences(expected, actual, ask({ ...input, pageNumber: 1, pageSize: everything })?.entities ?? [], slack),
  "Trustees.create": entity,
  "TrustAudits.ofTrustees": ({ actual, ask, expected, hasAudits, input, slack }) =>
    !hasAudits || isVague(input.payload.queryPhrase)
      ? []
      : auditDifferences(input, expected, actual, ask({ ...input, pageNumber: 1, pageSize: everything }), slack),
  "Trustees.get": entity,
  "Trustees.update": entity,
  "Trustees.remove": nothing,
  "TrusteeUsers.list": ({ actual, ask, expected, input, slack }) =>
    pageDifferences(expected, actual, ask({ ...input, pageNumber: 1, pageSize: everything })?.entities ?? [], slack),
  "TrusteeUsers.add": entity,
  "TrusteeUsers.get": entity,
  "TrusteeUsers.remove": nothing,
  "TrusteeUserRoles.get": entity,
  "TrusteeUserRoles.replace": entity,
  "TrusteeUserRoles.clear": nothing,
  "TrustAudits.ofTrustor": ({ actual, ask, expected, hasAudits, input, slack }) =>
    !hasAudits || isVague(input.payload.queryPhrase)
      ? []
      : auditDifferences(input, expected, actual, ask({ ...input, pageNumber: 1, pageSize: everything }), slack),
  "Trustors.list": ({ actual, ask, expected, input, slack }) =>
    pageDifferences(expected, actual, ask({ ...input, pageNumber: 1, pageSize: everything })?.entities ?? [], slack),
  "Trustors.get": entity,
  "Trustors.remove": nothing,
  "TrustorUsers.list": ({ actual, ask, expected, input, slack }) =>
    pageDifferences(expected, actual, ask({ ...input, pageNumber: 1, pageSize: everything })?.entities ?? [], slack),
  "TrustorUsers.get": entity,
  "TrustorUsers.add": entity,
  "TrustorUsers.remove": nothing,
  "TrusteeClonedUsers.list": entity,
  "TrusteeClonedUsers.remove": nothing,
  "TrustorClonedUsers.list": entity,
  "TrustorClonedUsers.get": entity,
  "TrustorClonedUsers.create": entity,
  "TrustorClonedUsers.remove": nothing,
  "DefaultTrusts.get": entity,
  "DefaultTrusts.create": entity,
  "CareTrusts.list": entity,
  "CareTrusts.create": entity,
  "BulkRemoval.trustees": nothing,
  "BulkRemoval.trustors": nothing,
  "UserTrustors.list": ({ actual, ask, expected, input, slack }) =>
    pageDifferences(expected, actual, ask({ ...input, pageNumber: 1, pageSize: everything })?.entities ?? [], slack),
}

/** How a reply differs. */
export const replyDifferences = <K extends OperationName>(operation: K, comparison: Comparison<K>): Differences => {
  const compare: Compare<K> = comparers[operation]
  return compare(comparison)
}
