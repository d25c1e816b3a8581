/**
 * Prints the public modules of a package, as its `exports` name them, one a line.
 */
import { readFileSync } from "node:fs"
import * as Schema from "effect/Schema"

const manifest = new URL(`../../${process.argv[2] ?? ""}/package.json`, import.meta.url)
const decode = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Struct({ exports: Schema.Record(Schema.String, Schema.String) })),
)

for (const [name, target] of Object.entries(decode(readFileSync(manifest, "utf8")).exports)) {
  if (target.endsWith(".ts")) console.log(name)
}
