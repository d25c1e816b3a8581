import { assert, describe, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { type Credentials, clientCredentials, givenToken } from "@org-trust/http/Credentials"
import { connect } from "./support/client.ts"
import * as FakeServer from "./support/FakeServer.ts"

const around = ["\n", "\r\n", " ", "\t", "\u200b", "\ufeff"]
const listing = () => FakeServer.json({ entities: [] })

describe("credentials that were pasted", () => {
  it.each(around)("are read without %j around them", (space) => {
    const { clientId, clientSecret } = clientCredentials(`${space}id-1${space}`, `s3cr3t${space}`)
    assert.deepStrictEqual([clientId, Redacted.value(clientSecret)], ["id-1", "s3cr3t"])
    const redacted = clientCredentials("id-1", Redacted.make(`${space}s3cr3t${space}`))
    assert.strictEqual(Redacted.value(redacted.clientSecret), "s3cr3t")
    for (const token of [`tok-1${space}`, `${space}Bearer tok-1`, "bearer  tok-1"]) {
      assert.strictEqual(Redacted.value(givenToken(token).token), "tok-1")
    }
  })

  it("are read without quotes around them", () => {
    assert.strictEqual(Redacted.value(clientCredentials("id", '"s3cr3t"\n').clientSecret), "s3cr3t")
    assert.strictEqual(clientCredentials("'id'", "s3cr3t").clientId, "id")
  })

  it.effect.each<readonly [string, Credentials, RegExp]>([
    ["an empty secret", clientCredentials("id", "\n"), /client secret is empty/],
    ["a line break within", clientCredentials("id", "two\nl1nes"), /client secret has a line break .* place 4 of 9/],
    ["white space within", clientCredentials("id", "two w0rds"), /client secret has white space/],
    ["another character", clientCredentials("id", "s\u2026cret"), /client secret has a character/],
    ["no id", clientCredentials("", "s3cr3t"), /client id is empty/],
    ["an id with a colon", clientCredentials("id:s3cr3t", "s3cr3t"), /client id has a colon/],
    ["an empty token", givenToken(" "), /token is empty/],
    ["a token in two lines", givenToken("one\ntwo"), /token has a line break/],
  ])("with %s are refused before anything is sent, and not quoted", ([, credentials, said]) =>
    Effect.gen(function* () {
      const { invoke, logins, requests } = yield* connect(listing, { credentials, retry: {} })
      const error = yield* Effect.flip(invoke("Trustees.list", {}))
      assert.strictEqual(error._tag, "Unauthenticated")
      assert.match(error.message, said)
      for (const secret of ["two", "w0rds", "l1nes", "s3cr3t", "cret"]) {
        assert.notInclude(error.message.replace("client secret", ""), secret)
      }
      assert.strictEqual(logins().length + requests().length, 0)
    }),
  )
})
