/**
 * Writes what each package exports: every module that is not under an `internal`
 * folder, by name, and an index of those whose name has no folder in it. With `--check`
 * it changes nothing, and fails where a module is forgotten or is no more. What is
 * exported has to say of which kind it is (`@category`) and since when (`@since`).
 */
import { existsSync, globSync, readFileSync, writeFileSync } from "node:fs"
import { isDeepStrictEqual } from "node:util"
import * as Schema from "effect/Schema"

/** A package, and the folders that its modules' names leave out. */
const packages = [
  { name: "core", unnamed: ["entities", "services"] },
  { name: "http", unnamed: [] },
  { name: "testkit", unnamed: [] },
  { name: "workflow", unnamed: [] },
] as const

const isCheck = process.argv.includes("--check")

const Manifest = Schema.StructWithRest(
  Schema.Struct({
    description: Schema.String,
    exports: Schema.Record(Schema.String, Schema.Json),
    publishConfig: Schema.StructWithRest(Schema.Struct({ exports: Schema.Record(Schema.String, Schema.Json) }), [
      Schema.Record(Schema.String, Schema.Json),
    ]),
  }),
  [Schema.Record(Schema.String, Schema.Json)],
)
const decode = Schema.decodeUnknownSync(Schema.fromJsonString(Manifest))

const wrong: Array<string> = []

const update = (file: URL, expected: string, problems: ReadonlyArray<string>): void => {
  if (isCheck) wrong.push(...problems)
  else writeFileSync(file, expected)
}

const differences = (found: ReadonlyArray<string>, expected: ReadonlyArray<string>, where: string) => [
  ...expected.filter((name) => !found.includes(name)).map((name) => `${where} forgets ${name}`),
  ...found.filter((name) => !expected.includes(name)).map((name) => `${where} has ${name}, which is no public module`),
]

/** The exports of a module whose doc comment does not say of which kind they are and since when. */
const untagged = (source: string): ReadonlyArray<string> => {
  const exported =
    /^(\/\*\*(?:(?!\*\/)[^])*\*\/\n(?:\/\/.*\n)*)?export (?:declare )?(?:const|class|type|interface|function) (\w+)/gm
  const names = Array.from(source.matchAll(exported), ([, comment = "", name = ""]) => ({
    name,
    isTagged: /^ \* @category \w+\n \* @since \d+\.\d+\.\d+$/m.test(comment),
  }))
  // The later signatures of an overloaded function have no comment.
  return names
    .filter(({ isTagged, name }) => !isTagged && !names.some((other) => other.isTagged && other.name === name))
    .map(({ name }) => name)
}

for (const { name, unnamed } of packages) {
  const root = new URL(`../../${name}/`, import.meta.url)
  const paths = globSync("**/*.ts", { cwd: new URL("src/", root) })
    .map((file) => file.slice(0, -".ts".length))
    .filter((path) => path !== "index" && !path.split("/").includes("internal"))
  const modules = paths
    .map((path) => {
      const [folder = "", ...rest] = path.split("/")
      return { path, module: unnamed.some((each) => each === folder) ? rest.join("/") : path }
    })
    .toSorted((one, other) => {
      const depth = one.path.split("/").length - other.path.split("/").length
      return depth === 0 ? (one.path < other.path ? -1 : 1) : depth
    })
  for (const { path } of modules) {
    for (const each of untagged(readFileSync(new URL(`src/${path}.ts`, root), "utf8"))) {
      wrong.push(`packages/${name}/src/${path}.ts: ${each} has no @category and @since`)
    }
  }
  const twice = modules.filter(({ module }, at) => modules.findIndex((other) => other.module === module) !== at)
  for (const { module, path } of twice) wrong.push(`packages/${name}: ${path} is not the only ${module}`)

  const all = [{ path: "index", module: "" }, ...modules]
  const exported = (target: (path: string) => Schema.Json) =>
    Object.fromEntries(all.map(({ module, path }) => [module === "" ? "." : `./${module}`, target(path)] as const))
  const own = { "./package.json": "./package.json" }
  const file = new URL("package.json", root)
  const manifest = decode(readFileSync(file, "utf8"))
  const expected = {
    ...manifest,
    exports: { ...own, ...exported((path) => `./src/${path}.ts`) },
    publishConfig: {
      ...manifest.publishConfig,
      exports: {
        ...own,
        ...exported((path) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` })),
      },
    },
  }
  if (!isDeepStrictEqual(manifest, expected)) {
    const names = Object.keys(expected.exports)
    const where = `packages/${name}/package.json#`
    const found = [
      ...differences(Object.keys(manifest.exports), names, `${where}exports`),
      ...differences(Object.keys(manifest.publishConfig.exports), names, `${where}publishConfig.exports`),
    ]
    update(
      file,
      `${JSON.stringify(expected, undefined, 2)}\n`,
      found.length === 0 ? [`${where}exports has a wrong file`] : found,
    )
  }

  const lines = modules
    .filter(({ module }) => !module.includes("/"))
    .toSorted((one, other) => (one.module < other.module ? -1 : 1))
    .map(({ module, path }) => `export * as ${module} from "./${path}.ts"`)
  const index = `/**\n * ${manifest.description}\n *\n * Each module under its name; those in folders are imported by their paths.\n */\n${lines.join("\n")}\n`
  const indexFile = new URL("src/index.ts", root)
  const found = existsSync(indexFile) ? readFileSync(indexFile, "utf8") : ""
  if (found !== index) update(indexFile, index, [`packages/${name}/src/index.ts is not up to date`])
}

if (wrong.length > 0) {
  console.error([...wrong, "The lists are written by: npx -y pnpm@12.21.0 run exports"].join("\n"))
  process.exitCode = 1
}
