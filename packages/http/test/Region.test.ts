import { assert, describe, it } from "@effect/vitest"
import * as Struct from "effect/Struct"
import { baseUrls, domains } from "@org-trust/http/Region"

describe("a region", () => {
  it("has the hosts of the fact sheet", () => {
    assert.strictEqual(Object.keys(domains).length, 18)
    assert.deepStrictEqual(baseUrls("us-east-1"), {
      api: "https://api.mypurecloud.com",
      login: "https://login.mypurecloud.com",
    })
    assert.deepStrictEqual(baseUrls("eusc-de-east-1"), {
      api: "https://api.edee1.eusc-pure.cloud",
      login: "https://login.edee1.eusc-pure.cloud",
    })
  })

  it.each(Struct.keys(domains))("%s is its domain", (region) => {
    assert.deepStrictEqual(baseUrls(region), baseUrls(domains[region]))
  })

  it("may be a pair of base urls", () => {
    const urls = { api: "http://127.0.0.1:1/api-prefix/", login: "http://127.0.0.1:1" }
    assert.deepStrictEqual(baseUrls(urls), urls)
  })
})
