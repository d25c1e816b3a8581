/**
 * Prints the public modules of a package, as its `exports` name them: one line each,
 * with every wildcard spelled out.
 */
import { globSync, readFileSync } from "node:fs"
import * as Schema from "effect/Schema"

const root = new URL(`../../${process.argv[2] ?? ""}/`, import.meta.url)
const decode = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Struct({ exports: Schema.Record(Schema.String, Schema.NullOr(Schema.String)) })),
)
const { exports } = decode(readFileSync(new URL("package.json", root), "utf8"))

const spelledOut = (name: string, target: string): ReadonlyArray<string> => {
  const [before = "", after = ""] = target.split("*")
  return globSync(target.replace("*", "**/*"), { cwd: root })
    .map((file) => `./${file}`.slice(before.length, -after.length))
    .filter((rest) => !rest.split("/").includes("internal"))
    .map((rest) => name.replace("*", rest))
}

for (const [name, target] of Object.entries(exports)) {
  if (target === null || !target.endsWith(".ts")) continue
  for (const module of target.includes("*") ? spelledOut(name, target) : [name]) console.log(module)
}
