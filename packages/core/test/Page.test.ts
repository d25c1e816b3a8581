import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { Page, type PageRequest, streamAll } from "@org-trust/core/Page"

interface Item {
  readonly id: string
}

const items = (from: number, count: number): ReadonlyArray<Item> =>
  Array.from({ length: count }, (_, index) => ({ id: String(from + index) }))

/** A listing that is answered by a function, with the requests it got. */
const listing = Effect.fnUntraced(function* (answer: (request: Required<PageRequest>) => Page<Item>) {
  const requests = yield* Ref.make<ReadonlyArray<PageRequest>>([])
  const list = (request: PageRequest) =>
    Effect.as(
      Ref.update(requests, (earlier) => [...earlier, request]),
      answer({ pageSize: request.pageSize ?? 25, pageNumber: request.pageNumber ?? 1 }),
    )
  return { requests: Ref.get(requests), stream: streamAll(list) }
})

const sliced =
  (total: number, links: (request: Required<PageRequest>) => Partial<Page<Item>> = () => ({})) =>
  (request: Required<PageRequest>): Page<Item> => {
    const from = (request.pageNumber - 1) * request.pageSize
    return { entities: items(from, Math.max(0, Math.min(request.pageSize, total - from))), ...links(request) }
  }

const ids = (found: ReadonlyArray<Item>) => found.map(({ id }) => Number(id))
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

describe("a stream of all entities", () => {
  it.effect.prop(
    "has every one once, in order, whatever the page size",
    {
      total: Schema.Int.check(Schema.isBetween({ minimum: 0, maximum: 40 })),
      pageSize: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 45 })),
      isAnnounced: Schema.Boolean,
    },
    ({ isAnnounced, pageSize, total }) =>
      Effect.gen(function* () {
        const pageCount = Math.ceil(total / pageSize)
        const { requests, stream } = yield* listing(sliced(total, () => (isAnnounced ? { pageCount } : {})))
        assert.deepStrictEqual(ids(yield* Stream.runCollect(stream({ pageSize }))), upTo(total))
        const asked = (yield* requests).map(({ pageNumber }) => pageNumber)
        // Without an announced end it takes an empty page to know.
        const due = isAnnounced && total > 0 ? pageCount : pageCount + 1
        assert.deepStrictEqual(
          asked,
          upTo(due).map((number) => number + 1),
        )
      }),
  )

  it.effect("asks for 100 at a time unless told otherwise", () =>
    Effect.gen(function* () {
      const { requests, stream } = yield* listing(sliced(3, () => ({ pageCount: 1 })))
      yield* Stream.runDrain(stream())
      assert.deepStrictEqual(yield* requests, [{ pageSize: 100, pageNumber: 1 }])
    }),
  )

  it.effect("ends at an empty page, even if more are announced", () =>
    Effect.gen(function* () {
      const { requests, stream } = yield* listing(sliced(4, () => ({ pageCount: 99 })))
      assert.deepStrictEqual(ids(yield* Stream.runCollect(stream({ pageSize: 2 }))), upTo(4))
      assert.strictEqual((yield* requests).length, 3)
    }),
  )

  it.effect("ends at a page that repeats the one before, as if it linked to itself for ever", () =>
    Effect.gen(function* () {
      const repeating = ({ pageNumber, pageSize }: Required<PageRequest>) =>
        sliced(4, () => ({ nextUri: "/again" }))({ pageSize, pageNumber: Math.min(pageNumber, 2) })
      const { requests, stream } = yield* listing(repeating)
      assert.deepStrictEqual(ids(yield* Stream.runCollect(stream({ pageSize: 2 }))), upTo(4))
      assert.strictEqual((yield* requests).length, 3)
    }),
  )

  it.effect("fetches a page only when it is needed", () =>
    Effect.gen(function* () {
      const { requests, stream } = yield* listing(sliced(1_000))
      const all = stream({ pageSize: 3 })
      assert.strictEqual((yield* requests).length, 0)
      assert.deepStrictEqual(ids(yield* Stream.runCollect(Stream.take(all, 3))), upTo(3))
      assert.strictEqual((yield* requests).length, 1)
      assert.deepStrictEqual(ids(yield* Stream.runCollect(Stream.take(all, 4))), upTo(4))
      assert.strictEqual((yield* requests).length, 3)
    }),
  )

  it.effect("passes on what came before a failure, and the failure", () =>
    Effect.gen(function* () {
      const list = ({ pageNumber = 1 }: PageRequest) =>
        pageNumber < 3 ? Effect.succeed<Page<Item>>({ entities: items(pageNumber, 1) }) : Effect.fail("broken" as const)
      const seen = yield* Ref.make<ReadonlyArray<Item>>([])
      const failure = yield* streamAll(list)().pipe(
        Stream.runForEach((item) => Ref.update(seen, (earlier) => [...earlier, item])),
        Effect.flip,
      )
      assert.deepStrictEqual([failure, ids(yield* Ref.get(seen))], ["broken", [1, 2]])
    }),
  )
})

describe("a page", () => {
  const codec = Page(Schema.Struct({ id: Schema.String }), "Items")
  const decode = Schema.decodeUnknownSync(codec)

  it("without entities reads as empty", () => {
    assert.deepStrictEqual(decode({}), { entities: [] })
  })

  it("keeps what it says, and what is unknown", () => {
    const page = { entities: [{ id: "a" }], pageSize: 1, pageNumber: 2, total: 3, pageCount: 3, nextUri: "/3" }
    assert.deepStrictEqual<unknown>(decode({ ...page, color: "blue" }), { ...page, color: "blue" })
  })
})
