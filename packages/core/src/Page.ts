/**
 * Pages of a listing (API models `TrustEntityListing`, `TrustorEntityListing`,
 * `TrustUserEntityListing`), and the stream that walks through all of them.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { prefetch } from "./internal/prefetch.ts"
import { entities, entity } from "./internal/received.ts"
import type { Received } from "./Received.ts"

/**
 * Entities per page where a request does not say.
 * @category constants
 * @since 0.1.0
 */
export const defaultPageSize = 25

/**
 * Which page to get: `pageSize` entities (default 25), pages counted from 1 (default 1).
 * @category models
 * @since 0.1.0
 */
export interface PageRequest {
  readonly pageSize?: number
  readonly pageNumber?: number
}

/**
 * One page. The order of entities across pages is not documented. All fields may
 * be missing; `entities` then reads as empty.
 * @category models
 * @since 0.1.0
 */
export interface Page<A> extends Received {
  readonly entities: ReadonlyArray<A>
  readonly pageSize?: number
  readonly pageNumber?: number
  /** Number of entities on all pages. */
  readonly total?: number
  readonly pageCount?: number
  readonly firstUri?: string
  /** Absent on the first page. */
  readonly previousUri?: string
  /** Absent on the last page. */
  readonly nextUri?: string
  readonly lastUri?: string
  readonly selfUri?: string
}

/**
 * Codec of a page; `identifier` is the API's name of the listing.
 * @category schemas
 * @since 0.1.0
 */
export const Page = <A, I>(model: Schema.Codec<A, I>, identifier: string): Schema.Codec<Page<A>, unknown> =>
  entity(identifier, {
    entities: entities(model),
    pageSize: Schema.optionalKey(Schema.Finite),
    pageNumber: Schema.optionalKey(Schema.Finite),
    total: Schema.optionalKey(Schema.Finite),
    pageCount: Schema.optionalKey(Schema.Finite),
    firstUri: Schema.optionalKey(Schema.String),
    previousUri: Schema.optionalKey(Schema.String),
    nextUri: Schema.optionalKey(Schema.String),
    lastUri: Schema.optionalKey(Schema.String),
    selfUri: Schema.optionalKey(Schema.String),
  })

/**
 * How many entities to fetch at a time.
 * @category models
 * @since 0.1.0
 */
export interface AllOptions {
  /** Entities per request; default 100, the largest page that is known to be accepted. */
  readonly pageSize?: number
}

/**
 * What a stream of all entities needs to know: how many to fetch at a time, and how far ahead.
 * @category models
 * @since 0.1.0
 */
export interface StreamOptions extends AllOptions {
  /**
   * Most pages that are fetched before the consumer asks for them, one after another,
   * while it is busy with the entities of an earlier one. Default 0: a page is fetched
   * when the consumer needs it.
   */
  readonly prefetch?: number
}

const largestPage = 100

/** Whether a page has more to tell than one that was read before: some listings answer any number with their last page. */
const goesOn = <A extends { readonly id: string }>(page: Page<A>, before: Page<A>): boolean =>
  page.entities[0] !== undefined && page.entities[0].id !== before.entities[0]?.id

/**
 * All entities of a listing, each once, when every page has been read. What is removed
 * moves all that comes after it towards the first page, so the pages are read from the
 * last one to the first: nothing that is there all the time can slip past, whoever
 * removes how much meanwhile. That takes one request more than there are pages. Where
 * the listing does not announce how many those are, it takes twice as many: the end has
 * to be found first. What is added meanwhile may or may not be among the entities, and
 * what is removed too.
 * @category functions
 * @since 0.1.0
 */
export const listAll =
  <A extends { readonly id: string }, E, R>(list: (request: PageRequest) => Effect.Effect<Page<A>, E, R>) =>
  (options?: AllOptions): Effect.Effect<ReadonlyArray<A>, E, R> =>
    Effect.gen(function* () {
      const pageSize = options?.pageSize ?? largestPage
      const pages = new Map<number, ReadonlyArray<A>>()
      const met = new Map<string, A>()
      const read = (pageNumber: number) =>
        Effect.map(list({ pageSize, pageNumber }), (page) => {
          for (const entity of page.entities) met.set(entity.id, entity)
          pages.set(pageNumber, page.entities)
          return page
        })

      const first = yield* read(1)
      const announced = Number.isSafeInteger(first.pageCount) ? first.pageCount : undefined
      if (first.entities.length === 0 || (announced !== undefined && announced <= 1)) return [...met.values()]
      // The page that has been read last, from which to go back.
      let from = announced !== undefined && goesOn(yield* read(announced), first) ? announced : undefined
      if (from === undefined) {
        // The end is not announced, or is not where it is announced.
        let [before, pageNumber] = [first, 2]
        for (let page = yield* read(2); goesOn(page, before); page = yield* read(pageNumber)) {
          before = page
          pageNumber++
        }
        from = pageNumber
      }
      for (let pageNumber = from - 1; pageNumber >= 1; pageNumber--) yield* read(pageNumber)
      // In the order of the listing, as it was last seen; then what has gone since.
      const inOrder = [...pages].sort(([one], [other]) => one - other).flatMap(([, entities]) => entities)
      return [...new Map([...inOrder, ...met.values()].map((entity) => [entity.id, entity])).values()]
    })

/**
 * All entities of a listing, fetched page by page as they are consumed, or up to
 * `prefetch` pages earlier. A failure comes after all entities of the pages before it;
 * a consumer that stops interrupts the fetch under way. It counts pages up rather than
 * following `nextUri`, because some listings of the platform repeat that link for ever;
 * it ends at the last page that the listing announces, at an empty page, or at a page
 * that repeats the one before.
 *
 * Pages are counted anew with each request: when entities are removed while they are
 * streamed, by the consumer or by anybody else, those after them move up, and as many
 * are passed over. To remove what a listing has, or to decide what is not in it, use
 * {@link listAll}.
 * @category functions
 * @since 0.1.0
 */
export const streamAll =
  <A extends { readonly id: string }, E, R>(list: (request: PageRequest) => Effect.Effect<Page<A>, E, R>) =>
  (options?: StreamOptions): Stream.Stream<A, E, R> => {
    const pageSize = options?.pageSize ?? largestPage
    return Stream.paginate({ pageNumber: 1, previous: "" }, ({ pageNumber, previous }) =>
      Effect.map(list({ pageSize, pageNumber }), (page) => {
        const first = page.entities[0]?.id
        if (first === undefined || first === previous) return [[], Option.none()] as const
        const isLast = page.pageCount !== undefined && pageNumber >= page.pageCount
        const next = isLast ? Option.none() : Option.some({ pageNumber: pageNumber + 1, previous: first })
        return [page.entities, next] as const
      }),
    ).pipe(prefetch(options?.prefetch ?? 0))
  }
