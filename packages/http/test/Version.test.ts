import { readFileSync } from "node:fs"
import { assert, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { version } from "../src/internal/version.ts"

const Package = Schema.fromJsonString(Schema.Struct({ version: Schema.String }))

it("the version that requests tell is that of the package", () => {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8")
  assert.strictEqual(Schema.decodeUnknownSync(Package)(text).version, version)
})
