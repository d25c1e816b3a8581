import * as Result from "effect/Result"
import { defaultPageSize, type Page, type PageRequest } from "../../../Page.ts"
import { InvalidRequest } from "../../../TrustError.ts"
import type { Profile } from "../../Profile.ts"
import { type Ruling, type Origin, refuse } from "../../Request.ts"
import type { RuleId } from "../../Rule.ts"

/**
 * A page request with its defaults filled in, within the limits.
 * @category models
 * @since 0.1.0
 */
export interface PageWindow {
  readonly pageSize: number
  readonly pageNumber: number
}

/**
 * Refuses a parameter whose value cannot be used.
 * @category functions
 * @since 0.1.0
 */
export const invalidValue = (
  rule: RuleId,
  origin: Origin,
  fieldName: string,
  message: string,
): Ruling<never, InvalidRequest> =>
  refuse(
    rule,
    new InvalidRequest({
      ...origin,
      message,
      code: "invalid.value",
      status: 400,
      details: [{ errorCode: "invalid.value", fieldName }],
    }),
  )

/** The largest int32, which the API says that page numbers are. */
const maxInt32 = 2_147_483_647

/**
 * Refuses what is out of the limits.
 * @category functions
 * @since 0.1.0
 */
export const pageWindow = (
  profile: Profile,
  origin: Origin,
  { pageNumber = 1, pageSize = Math.min(defaultPageSize, profile.maxPageSize) }: PageRequest,
): Ruling<PageWindow, InvalidRequest> => {
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > profile.maxPageSize) {
    return invalidValue(
      "page.limits",
      origin,
      "pageSize",
      `pageSize has to be a whole number from 1 to ${profile.maxPageSize}`,
    )
  }
  if (!Number.isInteger(pageNumber) || pageNumber < 1 || pageNumber > maxInt32) {
    return invalidValue(
      "page.limits",
      origin,
      "pageNumber",
      `pageNumber has to be a whole number from 1 to ${maxInt32}`,
    )
  }
  return Result.succeed({ pageSize, pageNumber })
}

/**
 * Index of the window's first entity, counted from 0.
 * @category functions
 * @since 0.1.0
 */
export const start = ({ pageNumber, pageSize }: PageWindow): number => (pageNumber - 1) * pageSize

/**
 * The page of `total` entities that holds these, with its links below `path`.
 * @category conversions
 * @since 0.1.0
 */
export const toPage = <A>(window: PageWindow, total: number, path: string, entities: ReadonlyArray<A>): Page<A> => {
  const { pageNumber, pageSize } = window
  const pageCount = Math.ceil(total / pageSize)
  const uri = (page: number) => `${path}?pageSize=${pageSize}&pageNumber=${page}`
  return {
    entities,
    pageSize,
    pageNumber,
    total,
    pageCount,
    firstUri: uri(1),
    ...(pageNumber > 1 && { previousUri: uri(pageNumber - 1) }),
    ...(pageNumber < pageCount && { nextUri: uri(pageNumber + 1) }),
    lastUri: uri(Math.max(pageCount, 1)),
    selfUri: uri(pageNumber),
  }
}
