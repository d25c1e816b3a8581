/**
 * Whole listings, page by page.
 */
import * as Effect from "effect/Effect"
import type { Page } from "@org-trust/core/Page"
import type { Lab } from "./Lab.ts"

/** The largest page that is asked for. */
export const pageSizeOf = ({ subject }: Lab): number => Math.min(100, subject.capabilities.profile.maxPageSize)

/** All entities of a listing, page by page until one is not full. */
export const wholeOf = Effect.fnUntraced(function* <A, E>(
  lab: Lab,
  list: (page: { readonly pageSize: number; readonly pageNumber: number }) => Effect.Effect<Page<A>, E>,
): Effect.fn.Return<ReadonlyArray<A>, E> {
  const pageSize = pageSizeOf(lab)
  const found: Array<A> = []
  for (let pageNumber = 1; ; pageNumber++) {
    const { entities } = yield* list({ pageSize, pageNumber })
    found.push(...entities)
    if (entities.length < pageSize || pageNumber === 1000) return found
  }
})
