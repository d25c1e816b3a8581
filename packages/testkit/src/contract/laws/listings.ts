/**
 * Laws of listings and their pages.
 */
import * as Effect from "effect/Effect"
import * as Result from "effect/Result"
import * as fc from "fast-check"
import { type OperationName, operations } from "@org-trust/core/Operation"
import { defaultPageSize, type Page, type PageRequest } from "@org-trust/core/Page"
import { roleWith } from "../Cast.ts"
import { law } from "../Law.ts"
import type { Lab } from "../Lab.ts"
import { NotApplicable, type Violation } from "../Violation.ts"
import {
  asTrustee,
  asTrustor,
  type Attempt,
  attempt,
  holds,
  ids,
  letIn,
  makeTrust,
  need,
  pageSizeOf,
  same,
  someInsider,
  someRole,
  someUsers,
  wholeOf,
} from "../scenario.ts"

const kinds = ["Trustees.list", "Trustors.list", "TrusteeUsers.list", "TrustorUsers.list"] as const
type Kind = (typeof kinds)[number]

interface Listing {
  readonly page: (request: PageRequest) => Effect.Effect<Page<{ readonly id: string }>, Violation>
  readonly attempt: (request: PageRequest) => Attempt
  readonly by: Parameters<Attempt["by"]>[0]
  /** What the listing has to contain. */
  readonly expected: ReadonlyArray<string>
}

const pathOf = (lab: Lab, operation: OperationName): string =>
  operations[operation].path
    .replace("{trusteeOrgId}", lab.cast.trustee.organization.id)
    .replace("{trustorOrgId}", lab.cast.trustor.organization.id)

/** One of the four listings, with two organizations or with some users in it. */
const setUp = Effect.fnUntraced(function* (
  lab: Lab,
  { kind, user, others }: { readonly kind: Kind; readonly user: number; readonly others: number },
): Effect.fn.Return<Listing, Violation | NotApplicable> {
  const { third, trustee, trustor } = lab.cast
  const viewer = yield* someInsider(trustee, user)
  const role = yield* need(
    roleWith(trustor, "authorization:orgTrusteeUser:view"),
    "role of the trustor that permits to view users",
  )
  const rest = yield* someUsers(lab, user, others, [viewer.id])
  const ofThird = third.activeUsers[0]
  yield* makeTrust(lab, [{ id: viewer.id, roleIds: [role.id] }, ...rest.map(({ id }) => ({ id }))])
  switch (kind) {
    case "Trustees.list": {
      if (ofThird !== undefined) yield* letIn(lab, trustor, third, { users: [{ id: ofThird.id }] })
      return {
        by: trustor.admin,
        page: (request) => lab.succeed(trustor.admin, kind, request),
        attempt: (request) => attempt(lab, kind, request),
        expected: ids([trustee.organization, ...(ofThird === undefined ? [] : [third.organization])]),
      }
    }
    case "Trustors.list": {
      yield* letIn(lab, third, trustee, { users: [{ id: viewer.id }] })
      return {
        by: trustee.admin,
        page: (request) => lab.succeed(trustee.admin, kind, request),
        attempt: (request) => attempt(lab, kind, request),
        expected: ids([trustor.organization, third.organization]),
      }
    }
    case "TrusteeUsers.list":
      return {
        by: trustor.admin,
        page: (request) => lab.succeed(trustor.admin, kind, { ...asTrustor(lab), ...request }),
        attempt: (request) => attempt(lab, kind, { ...asTrustor(lab), ...request }),
        expected: ids([viewer, ...rest]),
      }
    case "TrustorUsers.list":
      return {
        by: viewer.client,
        page: (request) => lab.succeed(viewer.client, kind, { ...asTrustee(lab), ...request }),
        attempt: (request) => attempt(lab, kind, { ...asTrustee(lab), ...request }),
        expected: ids([viewer, ...rest]),
      }
  }
})

const listing = { kind: fc.constantFrom(...kinds), user: fc.nat(), others: fc.nat({ max: 4 }) }
const groups = ["Pairings", "Trustees", "Trustors", "TrusteeUsers", "TrustorUsers"] as const

const complete = law({
  name: "page.complete",
  sentence: "The pages of a listing together are the listing, whatever their size: nothing is left out or repeated.",
  rules: ["page.complete"],
  groups,
  given: () => fc.record(listing),
  check: Effect.fnUntraced(function* (lab, input) {
    const { expected, page } = yield* setUp(lab, input)
    const whole = ids(yield* wholeOf(lab, page))
    const missing = expected.filter((id) => !whole.includes(id))
    yield* same(missing, [], "What the listing leaves out")
    // Only the organization's own listings can hold more than was put there.
    if (input.kind.includes("Users")) yield* same(whole, expected, "The users that are listed")
    for (let pageSize = 1; pageSize <= Math.min(whole.length + 1, pageSizeOf(lab)); pageSize++) {
      const found: Array<{ readonly id: string }> = []
      for (let pageNumber = 1; pageNumber <= Math.ceil(whole.length / pageSize); pageNumber++) {
        found.push(...(yield* page({ pageSize, pageNumber })).entities)
      }
      yield* same(ids(found), whole, `All pages of ${pageSize}`)
    }
  }),
})

const numberIn = (uri: string | undefined, name: string): number | undefined => {
  const value = uri === undefined ? null : new URL(uri, "https://api.example.com").searchParams.get(name)
  return value === null ? undefined : Number(value)
}

const totalsAndLinks = law({
  name: "page.totals-and-links",
  sentence:
    "A page says which one it is, how many entities and pages there are, and links to the first, the last, the " +
    "previous and the next page, which the first and the last page do not have.",
  rules: ["page.complete"],
  groups,
  given: () => fc.record({ ...listing, size: fc.nat({ max: 5 }), number: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { page } = yield* setUp(lab, input)
    const total = (yield* wholeOf(lab, page)).length
    const pageSize = 1 + (input.size % Math.min(total + 1, pageSizeOf(lab)))
    const pageCount = Math.ceil(total / pageSize)
    const pageNumber = 1 + (input.number % pageCount)
    const got = yield* page({ pageSize, pageNumber })
    const told = [got.total, got.pageCount, got.pageSize, got.pageNumber]
    yield* same(told, [total, pageCount, pageSize, pageNumber], "Total, page count, page size, page number")
    const full = Math.min(pageSize, total - (pageNumber - 1) * pageSize)
    yield* same(got.entities.length, full, "The number of entities on the page")
    const links = { first: got.firstUri, previous: got.previousUri, next: got.nextUri, last: got.lastUri }
    const numbers = Object.values(links).map((uri) => numberIn(uri, "pageNumber"))
    const previous = pageNumber > 1 ? pageNumber - 1 : undefined
    const next = pageNumber < pageCount ? pageNumber + 1 : undefined
    yield* same(numbers, [1, previous, next, pageCount], "The pages that first, previous, next and last link to")
    for (const [name, uri] of Object.entries(links)) {
      if (uri === undefined) continue
      const { pathname } = new URL(uri, "https://api.example.com")
      yield* holds(pathname.endsWith(pathOf(lab, input.kind)), `the link to the ${name} page is of the same listing`)
      yield* same(numberIn(uri, "pageSize"), pageSize, `The page size that the link to the ${name} page asks for`)
    }
  }),
})

const beyondEnd = law({
  name: "page.beyond-end",
  sentence: "A page beyond the last one is empty and has no next one, but knows the total.",
  rules: ["page.beyond-end"],
  groups,
  given: () => fc.record({ ...listing, beyond: fc.integer({ min: 1, max: 1000 }) }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { page } = yield* setUp(lab, input)
    const pageSize = pageSizeOf(lab)
    const total = (yield* wholeOf(lab, page)).length
    const got = yield* page({ pageSize, pageNumber: Math.ceil(total / pageSize) + input.beyond })
    yield* same([got.entities, got.nextUri, got.total], [[], undefined, total], "Entities, next link and total")
  }),
})

const limits = law({
  name: "page.limits",
  sentence:
    "Pages count from 1 and have at least one entity and at most the maximum that the implementation declares; " +
    "anything else is an invalid value.",
  rules: ["page.limits"],
  groups,
  given: () =>
    fc.record({
      ...listing,
      value: fc.oneof(fc.constant(0), fc.integer({ min: -1000, max: -1 })),
      over: fc.integer({ min: 1, max: 1000 }),
    }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { attempt, by, page } = yield* setUp(lab, input)
    const { maxPageSize } = lab.subject.capabilities.profile
    yield* page({ pageSize: maxPageSize, pageNumber: 1 })
    const outside = [
      { pageSize: pageSizeOf(lab), pageNumber: input.value },
      { pageSize: input.value },
      { pageSize: maxPageSize + input.over },
    ]
    for (const wrong of outside) {
      const result = yield* attempt(wrong).by(by)
      const error = Result.isFailure(result) ? result.failure : undefined
      const told = error?._tag === "InvalidRequest" ? [error._tag, error.code, error.status] : error?._tag
      yield* same(told, ["InvalidRequest", "invalid.value", 400], `A page of ${JSON.stringify(wrong)}`)
    }
  }),
})

const defaults = law({
  name: "page.defaults",
  sentence: "Without being told otherwise a listing answers its first page of 25.",
  rules: ["page.complete"],
  groups,
  given: () => fc.record(listing),
  check: Effect.fnUntraced(function* (lab, input) {
    if (lab.subject.capabilities.profile.maxPageSize < defaultPageSize) {
      return yield* new NotApplicable({ message: "pages have to be smaller than the default" })
    }
    const { page } = yield* setUp(lab, input)
    const first = yield* page({ pageNumber: 1, pageSize: defaultPageSize })
    yield* same(first.pageSize, defaultPageSize, "The size of the page")
    yield* same(yield* page({}), first, "The page that is answered unless told otherwise")
    yield* same(yield* page({ pageSize: defaultPageSize }), first, "The page of which only the size is told")
    yield* same(yield* page({ pageNumber: 1 }), first, "The page of which only the number is told")
  }),
})

const undisturbed = law({
  name: "page.undisturbed",
  sentence:
    "Changes between one page and the next that neither add to a listing nor take from it leave no gap and no repeat: " +
    "of what was listed just now, and of other trusts.",
  rules: ["page.complete", "isolation.third-organization"],
  groups: [...groups, "TrusteeUserRoles"],
  given: () => fc.record({ ...listing, role: fc.nat() }),
  check: Effect.fnUntraced(function* (lab, input) {
    const { third, trustee, trustor } = lab.cast
    const { by, expected, page } = yield* setUp(lab, input)
    const role = yield* someRole(lab, input.role)
    const whole = yield* wholeOf(lab, page)
    const payload = { enabled: false }
    /** Changes what a page has shown. */
    const change = (shown: string): Effect.Effect<unknown, Violation> => {
      const organization = [trustor, trustee, third].find((party) => party.organization.id === shown)
      const user = trustee.activeUsers.find(({ id }) => id === shown && id !== by.userId)
      switch (input.kind) {
        case "Trustees.list":
          return organization === undefined
            ? Effect.void
            : lab.succeed(trustor.admin, "Trustees.update", { trusteeOrgId: organization.organization.id, payload })
        case "Trustors.list":
          return organization === undefined
            ? Effect.void
            : lab.succeed(organization.admin, "Trustees.update", { ...asTrustor(lab), payload })
        case "TrusteeUsers.list":
        case "TrustorUsers.list":
          return user === undefined
            ? Effect.void
            : lab.succeed(trustor.admin, "TrusteeUserRoles.replace", {
                ...asTrustor(lab),
                trusteeUserId: user.id,
                payload: [role.id],
              })
      }
    }
    // The third organization's trust is with the one whose listing does not show it.
    const guest = input.kind === "Trustors.list" ? trustor : trustee
    const someone = guest.activeUsers[0]
    const found: Array<{ readonly id: string }> = []
    for (let pageNumber = 1; pageNumber <= whole.length; pageNumber++) {
      const { entities } = yield* page({ pageSize: 1, pageNumber })
      found.push(...entities)
      for (const { id } of entities) if (expected.includes(id)) yield* change(id)
      if (pageNumber === 1 && someone !== undefined) {
        yield* letIn(lab, third, guest, { users: [{ id: someone.id }] })
        yield* lab.succeed(third.admin, "Trustees.remove", { trusteeOrgId: guest.organization.id })
      }
    }
    yield* same(ids(found), ids(whole), "All pages, with changes in between")
  }),
})

/** Laws of listings and their pages. */
export const laws = [complete, totalsAndLinks, beyondEnd, limits, defaults, undisturbed]
