import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { listAll, type Page, type PageRequest, streamAll } from "@org-trust/core/Page"

interface Item {
  readonly id: string
}

const upTo = (count: number): ReadonlyArray<Item> =>
  Array.from({ length: count }, (_, index) => ({ id: String(index) }))

/** A listing in offset pages that changes between requests. */
const changing = (count: number, isAnnounced: boolean, change: (items: Array<Item>, request: number) => void) => {
  const items = [...upTo(count)]
  let requests = 0
  const list = ({ pageNumber = 1, pageSize = 25 }: PageRequest): Effect.Effect<Page<Item>> =>
    Effect.sync(() => {
      if (requests++ > 0) change(items, requests)
      return {
        entities: items.slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
        ...(isAnnounced && { pageCount: Math.ceil(items.length / pageSize), total: items.length }),
      }
    })
  const remove = (id: string) =>
    Effect.sync(() => {
      const at = items.findIndex((item) => item.id === id)
      if (at >= 0) items.splice(at, 1)
    })
  return { items, list, remove, requests: () => requests }
}

const ids = (items: ReadonlyArray<Item>) => items.map(({ id }) => id)

const count = Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 60 }))
const pageSize = Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 20 }))
/** What is removed before each request, as a place in what there is. */
const removals = Schema.Array(Schema.Array(Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 999 }))))

describe("all entities", () => {
  it.effect.prop(
    "are each of them once, in order, of a listing that stays as it is, in one request more than it has pages",
    { count, isAnnounced: Schema.Boolean, pageSize },
    ({ count, isAnnounced, pageSize }) =>
      Effect.gen(function* () {
        const { list, requests } = changing(count, isAnnounced, () => undefined)
        assert.deepStrictEqual(yield* listAll(list)({ pageSize }), upTo(count))
        const pages = Math.ceil(count / pageSize)
        const due = isAnnounced ? (pages > 1 ? pages + 1 : 1) : 2 * pages + 1
        assert.strictEqual(requests(), due)
      }),
  )

  it.effect.prop(
    "have everything that is there all the time, each once, whatever is removed and added behind meanwhile",
    { count, isAnnounced: Schema.Boolean, pageSize, removals, additions: Schema.Boolean },
    ({ additions, count, isAnnounced, pageSize, removals }) =>
      Effect.gen(function* () {
        const { items, list } = changing(count, isAnnounced, (items, request) => {
          for (const place of removals[request % Math.max(1, removals.length)] ?? []) {
            if (items.length > 0) items.splice(place % items.length, 1)
          }
          if (additions && request < 20) items.push({ id: `new ${request}` })
        })
        const found = ids(yield* listAll(list)({ pageSize }))
        assert.strictEqual(new Set(found).size, found.length)
        for (const { id } of items) if (!id.startsWith("new")) assert.include(found, id)
      }),
    { arbitrary: { runs: 500 } },
  )

  it.effect.prop(
    "can all be removed",
    { count, isAnnounced: Schema.Boolean, pageSize },
    ({ count, isAnnounced, pageSize }) =>
      Effect.gen(function* () {
        const { items, list, remove } = changing(count, isAnnounced, () => undefined)
        yield* Effect.forEach(yield* listAll(list)({ pageSize }), ({ id }) => remove(id))
        assert.deepStrictEqual(items, [])
      }),
  )

  it.effect("are passed over by a stream whose consumer removes them, as it says", () =>
    Effect.gen(function* () {
      const { items, list, remove } = changing(250, true, () => undefined)
      yield* streamAll(list)().pipe(Stream.runForEach(({ id }) => remove(id)))
      assert.strictEqual(items.length, 100)
    }),
  )

  for (const pageCount of [0, 2, 7, 1e9, 2.5, Number.NaN, -1, undefined]) {
    it.effect(`end where the listing repeats a page for ever and announces ${pageCount} pages`, () =>
      Effect.gen(function* () {
        let requests = 0
        const list = (): Effect.Effect<Page<Item>> =>
          Effect.sync(() => {
            requests++
            return { entities: upTo(3), ...(pageCount !== undefined && { pageCount }) }
          })
        assert.deepStrictEqual(yield* listAll(list)({ pageSize: 3 }), upTo(3))
        assert.isAtMost(requests, 4)
      }),
    )

    it.effect(`are all there where the listing announces ${pageCount} pages and has three`, () =>
      Effect.gen(function* () {
        const { list } = changing(25, false, () => undefined)
        const told = (request: PageRequest) =>
          Effect.map(list(request), (page) => ({ ...page, ...(pageCount !== undefined && { pageCount }) }))
        const found = yield* listAll(told)({ pageSize: 10 })
        // Fewer pages than there are have to be believed.
        const due =
          pageCount === undefined || pageCount > 2 || !Number.isInteger(pageCount) ? 25 : pageCount === 2 ? 20 : 10
        assert.strictEqual(found.length, due)
      }),
    )
  }

  it.effect("fail as the page fails that could not be read", () =>
    Effect.gen(function* () {
      const { list } = changing(25, true, () => undefined)
      const failing = (request: PageRequest) => (request.pageNumber === 2 ? Effect.fail("lost") : list(request))
      assert.strictEqual(yield* Effect.flip(listAll(failing)({ pageSize: 10 })), "lost")
    }),
  )
})
