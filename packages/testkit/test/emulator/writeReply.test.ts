import { assert, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import type * as HttpServerResponse from "effect/http/HttpServerResponse"
import { type OperationName, operationNames, type OperationOutput, operations } from "@org-trust/core/Operation"
import { Trustee } from "@org-trust/core/Trustee"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import { makeWriteReply } from "../../src/emulator/internal/WriteReply.ts"

const bodyOf = ({ body }: HttpServerResponse.HttpServerResponse): string => {
  assert(body._tag === "Uint8Array")
  return new TextDecoder().decode(body.body)
}

const listing = Schema.Array(Trustee).check(Schema.isMaxLength(4))

const agrees = <K extends OperationName>(operation: K) => {
  const output: Schema.Codec<OperationOutput<K>, unknown> = operations[operation].output
  const encode = Schema.encodeUnknownSync(Schema.toCodecJson(output))
  const write = makeWriteReply(operation)
  const check = ([reply]: readonly [OperationOutput<K>]) => {
    const answer = write(reply)
    if (output.ast._tag === "Void") {
      assert.strictEqual(answer.status, 204)
      return
    }
    assert.strictEqual(answer.status, 200)
    // As it is made, as it is kept, and as it was kept.
    for (const each of [answer, write(reply), write(reply)])
      assert.strictEqual(bodyOf(each), JSON.stringify(encode(reply)))
  }
  it.prop(operation, [output], check, { arbitrary: { runs: 30 } })
}

describe("A reply is what the codec makes of it", () => {
  for (const operation of operationNames) agrees(operation)

  it.prop("whatever of a page was answered before", [listing, listing], ([some, others]) => {
    const encode = Schema.encodeSync(Schema.toCodecJson(operations["Trustees.list"].output))
    const write = makeWriteReply("Trustees.list")
    const changed = some.map((view) => ({ ...view, enabled: view.enabled !== true }))
    // All have the same address and the same numbers, so that nothing but their entities tells them apart.
    for (const entities of [some, some, changed, some.slice(1), others, [], some.toReversed(), some]) {
      const reply = { entities, pageSize: 4, pageNumber: 1 }
      assert.strictEqual(bodyOf(write(reply)), JSON.stringify(encode(reply)))
    }
  })

  it.prop("and answers with pages are kept while nothing changes, a limited number of them", [listing], ([some]) => {
    const entities = [...some, { id: organizations.harborBank.id }]
    const write = makeWriteReply("Trustees.list")
    const at = (pageNumber: number) => write({ entities: [...entities], pageNumber })
    at(0)
    const first = at(1)
    assert.strictEqual(at(1), first)
    for (let pageNumber = 2; pageNumber <= 65; pageNumber++) at(pageNumber)
    assert.strictEqual(at(65), at(65))
    assert.notStrictEqual(at(1), first)
    assert.strictEqual(bodyOf(at(1)), bodyOf(first))
  })
})
