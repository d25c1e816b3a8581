/**
 * Builds what is published of each package, or of those that are named, after `tsc -b`
 * has made the declarations: one file for each public module, as `exports` says, most of
 * which only hand on what stands in a few large ones. Node finds, reads and compiles a few
 * files much sooner than a hundred, and bundlers leave out of these, too, what is not used.
 */
import { globSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import * as Schema from "effect/Schema"
import { rolldown } from "rolldown"
import { markPure } from "./build/pure.ts"

/** A file of several modules: a pattern of their paths. What they import comes along, unless it stands in a file before. */
interface Together {
  readonly name: string
  readonly test: RegExp
}

/** Each package that is imported, and what of it is loaded together. The command is none: `tsc` alone makes it. */
const packages: Readonly<Record<string, ReadonlyArray<Together>>> = {
  core: [
    // What a call needs.
    { name: "calls", test: /src\/(Input|Method|Page|ReadBacks|RequestParts|Services)\.ts$/ },
    // What the services in memory need besides.
    { name: "lifecycle", test: /src\/lifecycle\/(Decide|Profile|Step)\.ts$/ },
    { name: "access", test: /src\/access\// },
  ],
  http: [{ name: "calls", test: /src\/OrgTrust\.ts$/ }],
  testkit: [{ name: "inMemory", test: /src\/InMemory\.ts$/ }],
  workflow: [],
}

const decode = Schema.decodeUnknownSync(
  Schema.fromJsonString(Schema.Struct({ exports: Schema.Record(Schema.String, Schema.String) })),
)

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !Object.hasOwn(packages, name))
if (unknown.length > 0) {
  throw new Error(`Expected packages of ${Object.keys(packages).join(", ")}; got ${unknown.join(", ")}`)
}

for (const [name, together] of Object.entries(packages)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const root = fileURLToPath(new URL(`../../${name}/`, import.meta.url))
  const source = join(root, "src")
  const target = join(root, "dist")
  const isIndex = (path: string): boolean => path === join(source, "index.ts")
  const { exports } = decode(readFileSync(join(root, "package.json"), "utf8"))
  const modules = [
    ...Object.values(exports).flatMap((path) => (path.endsWith(".ts") ? [join(root, path)] : [])),
    // It finds other files by its own place.
    ...globSync("src/**/*.ts", { cwd: root })
      .map((path) => join(root, path))
      .filter((path) => readFileSync(path, "utf8").includes("import.meta")),
  ].filter((path) => !isIndex(path))
  const bundle = await rolldown({
    input: Object.fromEntries(modules.map((path) => [relative(source, path).replace(/\.ts$/, ""), path])),
    external: (id) => !/^[./]/.test(id),
    platform: "neutral",
    treeshake: { moduleSideEffects: false },
    experimental: { nativeMagicString: true },
    plugins: [{ name: "pure", transform: (code, id) => ({ code: markPure(id, code) }) }],
  })
  for (const old of globSync("**/*.js{,.map}", { cwd: target })) rmSync(join(target, old))
  await bundle.write({
    dir: target,
    format: "es",
    sourcemap: true,
    // They are published beside.
    sourcemapExcludeSources: true,
    // Comments for people are in the declarations and the sources.
    comments: { annotation: true, jsdoc: false, legal: true },
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name].js",
    minifyInternalExports: false,
    codeSplitting: { groups: together.map((each, at) => ({ ...each, priority: together.length - at })) },
  })
  await bundle.close()
  const index = readFileSync(join(source, "index.ts"), "utf8")
  writeFileSync(join(target, "index.js"), index.replaceAll('.ts"\n', '.js"\n'))
}
