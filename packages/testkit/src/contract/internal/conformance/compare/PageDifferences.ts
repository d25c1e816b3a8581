/**
 * How a page of a listing differs from the model's. The order of listings is not
 * specified: a page may have any entities of the listing, each once.
 */
import type { Page } from "@org-trust/core/Page"
import { type Differences, differences } from "./Differences.ts"

interface Entity {
  readonly id: string
}

const equal = (name: string, expected: unknown, actual: unknown): Differences =>
  expected === actual ? [] : [`${name} is ${String(actual)}, not ${String(expected)}`]

const pageNumberIn = (link: string): string | undefined => /[?&]pageNumber=(\d+)/.exec(link)?.[1]

const links = (name: string, expected: string | undefined, actual: string | undefined): Differences => {
  const isThere = actual !== undefined && actual !== ""
  if (expected === undefined) return isThere ? [`${name} is ${actual}, but there is no such page`] : []
  if (!isThere) return [`${name} is missing`]
  const wanted = pageNumberIn(expected)
  const found = pageNumberIn(actual)
  return found === undefined || found === wanted ? [] : [`${name} leads to page ${found}, not ${String(wanted)}`]
}

/** How a page differs, given the model's page and the whole listing. */
export const pageDifferences = <A extends Entity>(
  expected: Page<A>,
  actual: Page<A>,
  whole: ReadonlyArray<A>,
  slack: number,
): Differences => {
  const byId = new Map(whole.map((entity) => [entity.id, entity]))
  const ids = actual.entities.map(({ id }) => id)
  return [
    ...equal("total", expected.total, actual.total),
    ...equal("pageCount", expected.pageCount, actual.pageCount),
    ...equal("pageNumber", expected.pageNumber, actual.pageNumber),
    ...equal("pageSize", expected.pageSize, actual.pageSize),
    ...equal("the number of entities", expected.entities.length, actual.entities.length),
    ...(new Set(ids).size < ids.length ? [`an entity is there twice: [${ids.join(", ")}]`] : []),
    ...links("nextUri", expected.nextUri, actual.nextUri),
    ...links("previousUri", expected.previousUri, actual.previousUri),
    ...actual.entities.flatMap((entity) => {
      const wanted = byId.get(entity.id)
      return wanted === undefined
        ? [`${entity.id} is in the listing, but should not be`]
        : differences(entity.id, wanted, entity, slack)
    }),
  ]
}
