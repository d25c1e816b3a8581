import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import { operations } from "@org-trust/core/Operation"
import { Trustee } from "@org-trust/core/Trustee"
import { makePage } from "@org-trust/testkit/emulator/Encoded"

const TrusteePage = operations["Trustees.list"].output
const encodePage = Schema.encodeSync(Schema.toCodecJson(TrusteePage))

const bodyOf = ({ body }: HttpServerResponse.HttpServerResponse): string => {
  assert(body._tag === "Uint8Array")
  return new TextDecoder().decode(body.body)
}

const listing = Schema.Array(Trustee).check(Schema.isMaxLength(4))

describe("pages of trusts as JSON", () => {
  it.prop("are what the codec makes of them, whatever was answered before", [listing, listing], ([some, others]) => {
    const page = makePage()
    const changed = some.map((view) => ({ ...view, enabled: view.enabled !== true }))
    // All have the same address and the same numbers, so that nothing but their entities tells them apart.
    for (const entities of [some, some, changed, some.slice(1), others, [], some.toReversed(), some]) {
      const reply = { entities, pageSize: 4, pageNumber: 1 }
      assert.strictEqual(bodyOf(page(reply)), JSON.stringify(encodePage(reply)))
    }
  })

  it.prop("are put together once while nothing changes, and a limited number is kept", [listing], ([entities]) => {
    const page = makePage()
    const at = (pageNumber: number) => page({ entities: [...entities], pageNumber })
    const first = at(1)
    assert.strictEqual(at(1), first)
    for (let pageNumber = 2; pageNumber <= 65; pageNumber++) at(pageNumber)
    assert.strictEqual(at(65), at(65))
    assert.notStrictEqual(at(1), first)
  })
})
