/**
 * Wrong ways with pages.
 */
import * as Result from "effect/Result"
import { defaultPageSize, type Page, type PageRequest } from "@org-trust/core/Page"
import type { Environment, Request } from "@org-trust/core/lifecycle/Request"
import type { State } from "@org-trust/core/lifecycle/State"
import { step, type Stepped } from "@org-trust/core/lifecycle/Step"
import { type Mutant, overriding, type Overrides } from "./Mutant.ts"

type Listing = "Trustees.list" | "Trustors.list" | "TrusteeUsers.list" | "TrustorUsers.list"

/** Changes what is asked of every listing. */
const asking = (change: (asked: PageRequest) => PageRequest): Overrides => {
  const override =
    <K extends Listing>() =>
    (environment: Environment, state: State, request: Request<K>): Stepped<K> =>
      step(environment, state, { ...request, input: { ...request.input, ...change(request.input) } })
  return {
    "Trustees.list": override(),
    "Trustors.list": override(),
    "TrusteeUsers.list": override(),
    "TrustorUsers.list": override(),
  }
}

/** Changes the page that every listing answers; the arrays are of whatever is listed. */
const answering = (change: <A>(page: Page<A>) => Page<A>): Overrides => ({
  "Trustees.list": (environment, state, request) => {
    const stepped = step(environment, state, request)
    return { ...stepped, result: Result.map(stepped.result, (page) => ({ ...page, ...change(page) })) }
  },
  "Trustors.list": (environment, state, request) => {
    const stepped = step(environment, state, request)
    return { ...stepped, result: Result.map(stepped.result, (page) => ({ ...page, ...change(page) })) }
  },
  "TrusteeUsers.list": (environment, state, request) => {
    const stepped = step(environment, state, request)
    return { ...stepped, result: Result.map(stepped.result, (page) => ({ ...page, ...change(page) })) }
  },
  "TrustorUsers.list": (environment, state, request) => {
    const stepped = step(environment, state, request)
    return { ...stepped, result: Result.map(stepped.result, (page) => ({ ...page, ...change(page) })) }
  },
})

/** Wrong ways with pages. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "page-gap",
    sentence: "The first entity of every page but the first is left out.",
    rules: ["page.complete"],
    step: () =>
      overriding(
        answering((page) => ((page.pageNumber ?? 1) > 1 ? { ...page, entities: page.entities.slice(1) } : page)),
      ),
  },
  {
    name: "page-counted-from-zero",
    sentence: "The second page is the first once more.",
    rules: ["page.complete"],
    step: () =>
      overriding(
        asking(({ pageNumber = 1, ...asked }) => ({
          ...asked,
          pageNumber: pageNumber > 1 ? pageNumber - 1 : pageNumber,
        })),
      ),
  },
  {
    name: "page-size-ignored",
    sentence: "Every page has the default size, whatever is asked.",
    rules: ["page.complete"],
    step: () => overriding(asking((asked) => ({ ...asked, pageSize: defaultPageSize }))),
  },
  {
    name: "page-size-off-by-one",
    sentence: "A full page has one entity less than asked.",
    rules: ["page.complete"],
    step: () =>
      overriding(
        answering((page) => ({ ...page, entities: page.entities.slice(0, Math.max((page.pageSize ?? 1) - 1, 1)) })),
      ),
  },
  {
    name: "total-off-by-one",
    sentence: "The total counts one entity too many.",
    rules: ["page.complete"],
    step: () => overriding(answering((page) => ({ ...page, total: (page.total ?? 0) + 1 }))),
  },
  {
    name: "total-of-page",
    sentence: "The total counts the page, not the listing.",
    rules: ["page.complete"],
    step: () => overriding(answering((page) => ({ ...page, total: page.entities.length }))),
  },
  {
    name: "page-count-rounded-down",
    sentence: "A last page that is not full is not counted.",
    rules: ["page.complete"],
    step: () =>
      overriding(answering((page) => ({ ...page, pageCount: Math.floor((page.total ?? 0) / (page.pageSize ?? 1)) }))),
  },
  {
    name: "next-link-for-ever",
    sentence: "The last page still has a link to a next one.",
    rules: ["page.complete"],
    step: () => overriding(answering((page) => ({ ...page, nextUri: page.selfUri ?? "" }))),
  },
  {
    name: "no-previous-link",
    sentence: "No page has a link to the one before it.",
    rules: ["page.complete"],
    step: () =>
      overriding(
        answering((page) => ({ ...page, previousUri: (page.pageNumber ?? 1) > 1 ? (page.firstUri ?? "") : "" })),
      ),
  },
  {
    name: "last-page-repeated",
    sentence: "Beyond the last page comes the first again.",
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
    name: "page-size-clamped",
    sentence: "A page size out of limits is quietly made to fit.",
    rules: ["page.limits"],
    step: () =>
      overriding(
        asking(({ pageSize = defaultPageSize, ...asked }) => ({
          ...asked,
          pageSize: Math.min(Math.max(pageSize, 1), defaultPageSize),
        })),
      ),
  },
  {
    name: "page-zero-accepted",
    sentence: "Page 0 is taken for page 1.",
    rules: ["page.limits"],
    step: () =>
      overriding(
        asking(({ pageNumber = 1, ...asked }) => ({ ...asked, pageNumber: pageNumber === 0 ? 1 : pageNumber })),
      ),
  },
]
