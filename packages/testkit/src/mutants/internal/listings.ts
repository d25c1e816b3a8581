/**
 * Wrong ways with pages: of all listings, and of each alone.
 */
import * as Result from "effect/Result"
import type { OperationName } from "@org-trust/core/Operation"
import { defaultPageSize, type Page, type PageRequest } from "@org-trust/core/Page"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import { step, type Step, type Stepped } from "@org-trust/core/lifecycle/Step"
import { entityListings } from "../../internal/entityListings.ts"
import type { Mutant } from "../Mutant.ts"
import { answeringAudits, auditOperations } from "./auditing.ts"
import { asking, only, overriding, replying } from "./steps.ts"

/** All listings that have pages. */
const listings: ReadonlyArray<OperationName> = [...entityListings, ...auditOperations]

/** Changes what is asked of every listing. */
const askingPages = (change: (asked: PageRequest) => PageRequest): Step => {
  const changed = <R extends { readonly input: PageRequest }>(request: R): R => ({
    ...request,
    input: { ...request.input, ...change(request.input) },
  })
  return overriding({
    "Trustees.list": asking(changed),
    "Trustors.list": asking(changed),
    "TrusteeUsers.list": asking(changed),
    "TrustorUsers.list": asking(changed),
    "TrusteeGroups.list": asking(changed),
    "TrustorGroups.list": asking(changed),
    "UserTrustors.list": asking(changed),
    "TrustAudits.ofTrustees": asking(changed),
    "TrustAudits.ofTrustor": asking(changed),
  })
}

/** Changes the page that every listing answers; the arrays are of whatever is listed. */
const answering = (change: <A>(page: Page<A>) => Page<A>): Step =>
  overriding({
    "Trustees.list": replying((page) => change(page)),
    "Trustors.list": replying((page) => change(page)),
    "TrusteeUsers.list": replying((page) => change(page)),
    "TrustorUsers.list": replying((page) => change(page)),
    "TrusteeGroups.list": replying((page) => change(page)),
    "TrustorGroups.list": replying((page) => change(page)),
    "UserTrustors.list": replying((page) => change(page)),
    ...answeringAudits(({ auditMessages, ...rest }) => {
      const { entities, ...page } = change({ ...rest, entities: auditMessages })
      return { ...rest, ...page, auditMessages: entities }
    }),
  })

const gap = answering((page) => ((page.pageNumber ?? 1) > 1 ? { ...page, entities: page.entities.slice(1) } : page))
const oneTooMany = answering((page) => ({ ...page, total: (page.total ?? 0) + 1 }))
const limitless = askingPages(({ pageSize = defaultPageSize, ...asked }) => ({
  ...asked,
  pageSize: Math.min(Math.max(pageSize, 1), 100),
}))

/** The larger half first where there is an even number of entities, so that one who leaves turns the order about. */
const turned = <A>(whole: ReadonlyArray<A>): ReadonlyArray<A> => {
  const half = whole.length % 2 === 0 ? whole.length / 2 : 0
  return [...whole.slice(half), ...whole.slice(0, half)]
}

/** Answers the pages of the users of a trust in an order that goes by how many there are. */
const inTurnedOrder = <K extends "TrusteeUsers.list" | "TrustorUsers.list">(
  environment: Environment,
  state: State,
  request: Request<K>,
): Stepped<K> => {
  const stepped = step(environment, state, request)
  const { pageNumber = 1, pageSize = defaultPageSize } = request.input
  const pageOfAll = { pageNumber: 1, pageSize: environment.profile.maxPageSize }
  const whole = step(environment, state, { ...request, input: { ...request.input, ...pageOfAll } })
  return {
    ...stepped,
    result: Result.flatMap(stepped.result, (page) =>
      Result.map(whole.result, ({ entities }) => ({
        ...page,
        entities: turned(entities).slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
      })),
    ),
  }
}

const ofListing = (operation: OperationName): ReadonlyArray<Mutant> => {
  const name = operation.toLowerCase().replace(".", "-")
  return [
    {
      name: `page-gap-in-${name}`,
      sentence: `${operation} leaves out the first entity of every page but the first.`,
      rules: ["page.complete"],
      step: () => only([operation], gap),
    },
    {
      name: `total-off-by-one-in-${name}`,
      sentence: `The total of ${operation} counts one entity too many.`,
      rules: ["page.complete"],
      step: () => only([operation], oneTooMany),
    },
    {
      name: `page-size-clamped-in-${name}`,
      sentence: `${operation} quietly makes a page size out of limits fit.`,
      rules: ["page.limits"],
      step: () => only([operation], limitless),
    },
  ]
}

/** Wrong ways with pages. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "page-gap",
    sentence: "The first entity of every page but the first is left out.",
    rules: ["page.complete"],
    step: () => gap,
  },
  {
    name: "page-counted-from-zero",
    sentence: "The second page is the first again.",
    rules: ["page.complete"],
    step: () =>
      askingPages(({ pageNumber = 1, ...asked }) => ({
        ...asked,
        pageNumber: pageNumber > 1 ? pageNumber - 1 : pageNumber,
      })),
  },
  {
    name: "page-size-ignored",
    sentence: "Every page has the default size, whatever is asked.",
    rules: ["page.complete"],
    step: () => askingPages((asked) => ({ ...asked, pageSize: defaultPageSize })),
  },
  {
    name: "default-page-size-of-ten",
    sentence: "A page has ten entities unless asked otherwise.",
    rules: ["page.complete"],
    step: () => askingPages((asked) => ({ pageSize: 10, ...asked })),
  },
  {
    name: "page-size-off-by-one",
    sentence: "A full page has one entity less than asked.",
    rules: ["page.complete"],
    step: () =>
      answering((page) => ({ ...page, entities: page.entities.slice(0, Math.max((page.pageSize ?? 1) - 1, 1)) })),
  },
  {
    name: "total-off-by-one",
    sentence: "The total counts one entity too many.",
    rules: ["page.complete"],
    step: () => oneTooMany,
  },
  {
    name: "total-of-page",
    sentence: "The total counts the page, not the listing.",
    rules: ["page.complete"],
    step: () => answering((page) => ({ ...page, total: page.entities.length })),
  },
  {
    name: "page-count-rounded-down",
    sentence: "The page count leaves out a last page that is not full.",
    rules: ["page.complete"],
    step: () => answering((page) => ({ ...page, pageCount: Math.floor((page.total ?? 0) / (page.pageSize ?? 1)) })),
  },
  {
    name: "next-link-for-ever",
    sentence: "The last page has a link to a next one.",
    rules: ["page.complete"],
    step: () => answering((page) => ({ ...page, nextUri: page.selfUri ?? "" })),
  },
  {
    name: "no-previous-link",
    sentence: "No page has a link to the one before it.",
    rules: ["page.complete"],
    step: () => answering(({ previousUri: _, ...page }) => page),
  },
  {
    name: "previous-link-to-first",
    sentence: "The link to the page before leads to the first.",
    rules: ["page.complete"],
    step: () =>
      answering((page) =>
        page.previousUri === undefined || page.firstUri === undefined ? page : { ...page, previousUri: page.firstUri },
      ),
  },
  {
    name: "last-page-repeated",
    sentence: "The page after the last is the first again.",
    rules: ["page.beyond-end"],
    step: () =>
      overriding({
        "TrusteeUsers.list": (environment, state, request) => {
          const stepped = step(environment, state, request)
          return Result.isSuccess(stepped.result) && stepped.result.success.entities.length === 0
            ? step(environment, state, { ...request, input: { ...request.input, pageNumber: 1 } })
            : stepped
        },
      }),
  },
  {
    name: "order-turned-by-who-leaves",
    sentence:
      "Users are listed in another order when their number is even, so that reading the pages while one leaves misses others.",
    rules: ["page.complete"],
    step: () =>
      overriding({
        "TrusteeUsers.list": inTurnedOrder,
        "TrustorUsers.list": inTurnedOrder,
      }),
  },
  {
    name: "page-size-clamped",
    sentence: "Listings quietly make a page size out of limits fit.",
    rules: ["page.limits"],
    step: () => limitless,
  },
  {
    name: "page-zero-accepted",
    sentence: "Page 0 is taken for page 1.",
    rules: ["page.limits"],
    step: () =>
      askingPages(({ pageNumber = 1, ...asked }) => ({ ...asked, pageNumber: pageNumber === 0 ? 1 : pageNumber })),
  },
  ...listings.flatMap(ofListing),
]
