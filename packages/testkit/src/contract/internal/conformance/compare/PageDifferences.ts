/**
 * How a page of a listing differs from the model's. The order of listings is not
 * specified: a page may have any entities of the listing, each once.
 */
import type { Page } from "@org-trust/core/Page"
import { type Differences, differences, type Slack } from "./Differences.ts"

interface Entity {
  readonly id: string
}

const equal = (name: string, expected: unknown, actual: unknown): Differences =>
  expected === actual ? [] : [`${name}: expected ${String(expected)}, got ${String(actual)}`]

/** What a page may leave out. */
const equalIfTold = (name: string, expected: unknown, actual: unknown): Differences =>
  actual === undefined || actual === null ? [] : equal(name, expected, actual)

const pageNumberIn = (link: string): string | undefined => /[?&]pageNumber=(\d+)/.exec(link)?.[1]

const links = (name: string, expected: string | undefined, actual: string | undefined): Differences => {
  const isThere = actual !== undefined && actual !== ""
  if (expected === undefined)
    return isThere ? [`${name}: expected none, since there is no such page, got ${actual}`] : []
  if (!isThere) return [`${name}: expected one with the page ${String(pageNumberIn(expected))}, got none`]
  const wanted = pageNumberIn(expected)
  const found = pageNumberIn(actual)
  return found === undefined || found === wanted
    ? []
    : [`${name}: expected one with the page ${String(wanted)}, got one with the page ${found}`]
}

/** Links may be missing; a page that has some has those of its neighbours. */
const hasLinks = ({ firstUri, lastUri, nextUri, previousUri }: Page<unknown>): boolean =>
  [firstUri, lastUri, nextUri, previousUri].some((uri) => uri !== undefined && uri !== null)

/** How a page differs, given the model's page and the whole listing. */
export const pageDifferences = <A extends Entity>(
  expected: Page<A>,
  actual: Page<A>,
  whole: ReadonlyArray<A>,
  slack: Slack,
): Differences => {
  const byId = new Map(whole.map((entity) => [entity.id, entity]))
  const ids = actual.entities.map(({ id }) => id)
  return [
    ...equalIfTold("total", expected.total, actual.total),
    ...equalIfTold("pageCount", expected.pageCount, actual.pageCount),
    ...equalIfTold("pageNumber", expected.pageNumber, actual.pageNumber),
    ...equalIfTold("pageSize", expected.pageSize, actual.pageSize),
    ...equal("the number of entities", expected.entities.length, actual.entities.length),
    ...(new Set(ids).size < ids.length ? [`the listing: expected each entity once, got [${ids.join(", ")}]`] : []),
    ...(hasLinks(actual)
      ? [
          ...links("nextUri", expected.nextUri, actual.nextUri),
          ...links("previousUri", expected.previousUri, actual.previousUri),
        ]
      : []),
    ...actual.entities.flatMap((entity) => {
      const wanted = byId.get(entity.id)
      return wanted === undefined
        ? [`the listing: expected nothing with the id ${entity.id}, got it`]
        : differences(entity.id, wanted, entity, slack)
    }),
  ]
}
