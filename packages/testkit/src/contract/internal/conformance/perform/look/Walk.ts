/**
 * All pages of a listing, one after the other. What a single page cannot show, the
 * pages together do: that nothing is missing and nothing is there twice.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import { type AuditMessage, type AuditQueryResponse, toSearchResult } from "@org-trust/core/Audit"
import type { OperationInput, OperationName, OperationOutput, OperationWith } from "@org-trust/core/Operation"
import type { Page } from "@org-trust/core/Page"
import type { WorldClient } from "../../../../../WorldFile.ts"
import { Violation } from "../../../../Violation.ts"
import { promisesAudits } from "../../../../Capabilities.ts"
import { type Asked, orderDifferences } from "../../compare/AuditDifferences.ts"
import type { Session } from "../../Session.ts"

/** Operations that answer in pages. */
export type Listing = OperationWith<{ readonly lists: "page" }>

interface Shown {
  readonly ids: ReadonlyArray<string>
  readonly pageCount: number
  readonly total: number | undefined
  readonly messages: ReadonlyArray<AuditMessage>
}

const entities = ({ entities, pageCount = 0, total }: Page<{ readonly id: string }>): Shown => ({
  ids: entities.map(({ id }) => id),
  pageCount,
  total,
  messages: [],
})

const audits = (reply: AuditQueryResponse): Shown =>
  Option.match(toSearchResult(reply), {
    onNone: () => ({ ids: [], pageCount: 0, total: undefined, messages: [] }),
    onSome: ({ auditMessages, pageCount = 0, total }) => ({
      ids: auditMessages.map(({ id }) => id),
      pageCount,
      total,
      messages: auditMessages,
    }),
  })

/** Longer listings are not walked through. */
const maxPages = 4

const readAll = Effect.fnUntraced(function* (
  operation: Listing,
  seen: Shown,
  asked: Asked,
  hasEntries: boolean,
  note: () => void,
  read: (pageNumber: number) => Effect.Effect<Option.Option<Shown>, Violation>,
): Effect.fn.Return<void, Violation> {
  const { pageCount, total } = seen
  if (pageCount < 2 || pageCount > maxPages) return
  const pages: Array<Shown> = []
  for (let pageNumber = 1; pageNumber <= pageCount; pageNumber++) {
    const page = yield* read(pageNumber)
    if (Option.isSome(page)) pages.push(page.value)
  }
  const ids = pages.flatMap((page) => page.ids)
  const messages = pages.flatMap((page) => page.messages)
  const found = [
    ...(new Set(ids).size === ids.length ? [] : ["expected each once, got something twice"]),
    ...(total === undefined || total === ids.length
      ? []
      : [`expected as many as the total says, ${total}, got ${ids.length}`]),
    ...orderDifferences(asked, messages, hasEntries),
  ]
  if (found.length > 0) {
    note()
    return yield* new Violation({ message: `All pages of ${operation} together: ${found.join("; ")}` })
  }
})

type Walk<K extends OperationName> = (
  session: Session,
  client: WorldClient,
  input: OperationInput<K>,
  seen: OperationOutput<K>,
) => Effect.Effect<void, Violation>

const through =
  <K extends Listing>(
    operation: K,
    view: (reply: OperationOutput<K>) => Shown,
    askedBy: (input: OperationInput<K>) => Asked,
  ): Walk<K> =>
  (session, client, input, seen) =>
    readAll(
      operation,
      view(seen),
      askedBy(input),
      promisesAudits(session.lab.subject.capabilities, "Entries"),
      () => session.note({ _tag: "Pages", client, operation, input }),
      (pageNumber) =>
        Effect.map(session.call(client, operation, { ...input, pageNumber }), (result) =>
          Option.map(Result.getSuccess(result), view),
        ),
    )

type Walks<K extends OperationName> = { readonly [L in K]: Walk<L> }

const listings: Walks<Listing> = {
  "Trustees.list": through("Trustees.list", entities, () => ({})),
  "Trustors.list": through("Trustors.list", entities, () => ({})),
  "TrusteeUsers.list": through("TrusteeUsers.list", entities, () => ({})),
  "TrustorUsers.list": through("TrustorUsers.list", entities, () => ({})),
  "TrustAudits.ofTrustees": through("TrustAudits.ofTrustees", audits, (input) => input),
  "TrustAudits.ofTrustor": through("TrustAudits.ofTrustor", audits, (input) => input),
  "TrusteeGroups.list": through("TrusteeGroups.list", entities, () => ({})),
  "TrustorGroups.list": through("TrustorGroups.list", entities, () => ({})),
  "UserTrustors.list": through("UserTrustors.list", entities, () => ({})),
}

const walks: Partial<Walks<OperationName>> = listings

/** Reads all pages of a listing of which one was read, unless they are one, or many. Other operations have none. */
export const walk = <K extends OperationName>(
  session: Session,
  client: WorldClient,
  operation: K,
  input: OperationInput<K>,
  seen: OperationOutput<K>,
): Effect.Effect<void, Violation> => {
  const through: Walk<K> | undefined = walks[operation]
  return through === undefined ? Effect.void : through(session, client, input, seen)
}
