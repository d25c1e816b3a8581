/**
 * Type-checks the examples in the doc comments of all packages. An example that imports
 * nothing stands in an effect, or in an asynchronous function; the names that it does
 * not declare are those of `examples/prelude.ts`.
 */
import { spawnSync } from "node:child_process"
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const root = new URL("../../../", import.meta.url)
const prelude = new URL("examples/prelude.ts", import.meta.url)
// Where the packages are found by their names.
const folder = new URL("../node_modules/.cache/examples/", import.meta.url)
const read = (file: URL): string => readFileSync(file, "utf8")

const known = Array.from(
  read(prelude).matchAll(/^export (?:declare const (\w+)|\* as (\w+)|(?:type )?\{ (.+) \})/gm),
  ([, ...names]) => names.flatMap((each) => each?.split(", ") ?? []),
).flat()

const example = /^ *\* *```ts\n((?:(?! *\* *```).*\n)*?) *\* *```/gm

/** The example as a module. */
const toModule = (code: string): string => {
  const isModule = /^import /m.test(code)
  const declared = new Set(
    Array.from(code.matchAll(/(?:const|using|as|import) +(?:\{([^}]+)\}|(\w+))/g), ([, several = "", one = ""]) => [
      one,
      ...several.split(/[,:]/).map((name) => name.trim()),
    ]).flat(),
  )
  const used = known.filter(
    (name) => (isModule ? !declared.has(name) : true) && new RegExp(`(?<![.\\w])${name}\\b`).test(code),
  )
  const names = new Set(isModule ? used : [...used, "Effect"])
  const imports = names.size === 0 ? "" : `import { ${[...names].join(", ")} } from "${fileURLToPath(prelude)}"\n`
  if (isModule) return imports + code
  const isEffect = /\byield\*/.test(code) && !/Effect\.gen/.test(code)
  return `${imports}export const example = ${isEffect ? `Effect.gen(function* () {\n${code}})` : `async () => {\n${code}}`}\n`
}

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
let count = 0
for (const file of globSync("packages/*/src/**/*.ts", { cwd: root })) {
  const source = read(new URL(file, root))
  for (const { 1: text = "", index } of source.matchAll(example)) {
    const line = source.slice(0, index).split("\n").length
    const name = `${file.slice("packages/".length).replaceAll("/", ".").replace(/\.ts$/, "")}.${line}.ts`
    writeFileSync(new URL(name, folder), toModule(text.replaceAll(/^ *\* ?/gm, "")))
    count++
  }
}
writeFileSync(
  new URL("tsconfig.json", folder),
  JSON.stringify({
    extends: "../../../../../tsconfig.base.json",
    compilerOptions: {
      noEmit: true,
      composite: false,
      declaration: false,
      declarationMap: false,
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
      noUnusedLocals: false,
      verbatimModuleSyntax: false,
      types: ["node"],
      // What is not found from the test kit, which does not use it.
      paths: {
        "@org-trust/testkit/*": ["../../../src/*.ts"],
        "@org-trust/workflow/*": ["../../../../workflow/src/*.ts"],
      },
    },
    include: ["*.ts"],
  }),
)
const tsc = fileURLToPath(new URL("node_modules/.bin/tsc", root))
const { status } = spawnSync(tsc, ["-p", fileURLToPath(folder)], { stdio: "inherit" })
console.log(`${count} examples`)
process.exitCode = status ?? 1
