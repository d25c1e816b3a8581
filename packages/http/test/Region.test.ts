import { assert, describe, it } from "@effect/vitest"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Struct from "effect/Struct"
import { baseUrls, type Domain, domains, RegionFromConfig } from "@org-trust/http/Region"

// As far as the types go, that is all that there is to a domain.
const isDomainLike = (text: string): text is Domain => text.includes(".")

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

describe("a region that was pasted", () => {
  const decode = Schema.decodeUnknownOption(RegionFromConfig)

  it.each([
    ["EU-CENTRAL-1", "eu-central-1"],
    ["eu_central_1", "eu-central-1"],
    ["eu-central-1\n", "eu-central-1"],
    [' "eu-central-1" ', "eu-central-1"],
    ["\ufeffmypurecloud.de\r\n", "mypurecloud.de"],
    ["MyPureCloud.de", "mypurecloud.de"],
    ["api.mypurecloud.de", "mypurecloud.de"],
    ["login.mypurecloud.de.", "mypurecloud.de"],
    ["https://api.mypurecloud.de/", "mypurecloud.de"],
    ["https://apps.usw2.pure.cloud/directory/#/admin?x=1", "usw2.pure.cloud"],
    ["HTTPS://login.mypurecloud.de:443/oauth/token", "mypurecloud.de"],
    ["//api.mypurecloud.de", "mypurecloud.de"],
    ["new1.pure.cloud", "new1.pure.cloud"],
  ])("as %j is %s", (pasted, region) => {
    assert.deepStrictEqual(decode(pasted), Option.some(region))
    if (isDomainLike(pasted)) assert.deepStrictEqual(baseUrls(pasted), baseUrls(Option.getOrThrow(decode(region))))
  })

  it.each([
    "",
    " ",
    "frankfurt",
    "eu-central",
    "eu-central-9",
    "localhost:8080",
    "http://127.0.0.1:80",
    "a b.c",
    "x.y:9",
  ])("as %j is refused", (pasted) => {
    assert.deepStrictEqual(decode(pasted), Option.none())
    if (isDomainLike(pasted)) assert.throws(() => baseUrls(pasted), JSON.stringify(pasted))
  })

  it("may be base urls with white space, and without a scheme", () => {
    assert.deepStrictEqual(baseUrls({ api: " https://gateway.test/api\n", login: "gateway.test/login" }), {
      api: "https://gateway.test/api",
      login: "https://gateway.test/login",
    })
    assert.strictEqual(baseUrls({ api: "localhost:8080", login: "x.test" }).api, "http://localhost:8080")
  })
})
