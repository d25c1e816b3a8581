/**
 * What is published has many modules in one file: what is not used of it has to be left
 * out of a bundle all the same.
 */
import { assert, describe, it } from "@effect/vitest"
import { build } from "esbuild"
import { rolldown } from "rolldown"
import { markPure } from "../../scripts/build/pure.ts"

/** A module that makes things of all kinds while it loads, and has one that needs none of them. */
const source = `
  import * as Schema from "effect/Schema"
  const fields: { readonly name: Schema.String } = { name: Schema.String }
  const Named = Schema.Struct({ ...fields, kind: Schema.Literals(["one", "other"]) }).annotate({ identifier: "Named" })
  export class Failed extends Schema.TaggedError<Failed>()("Failed", { named: Named }) {
    static readonly known = [Named, ...Named.fields.kind.literals]
    get text() {
      return \`\${this.named.name}, \${40 + 2}\`
    }
  }
  export const all = new Map([["Failed", Failed]] as const)
  export const sentence = \`\${all.size} of \${2 * 3}\`
  export const unmoved = () => sentence
  export const one = 1
`

const code = markPure("module.ts", source).toString()

const onlyOne = `export { one } from "./module.ts"`

const bundlers: Readonly<Record<string, (program: string) => Promise<string>>> = {
  rolldown: async (program) => {
    const bundle = await rolldown({
      input: "program",
      plugins: [
        {
          name: "module",
          resolveId: (id) => (id === "program" || id === "./module.ts" ? { id, moduleSideEffects: false } : undefined),
          load: (id) => (id === "program" ? program : id === "./module.ts" ? { code, moduleType: "ts" } : undefined),
        },
      ],
    })
    return (await bundle.generate({})).output[0].code
  },
  esbuild: async (program) => {
    const bundled = await build({
      stdin: { contents: program, resolveDir: import.meta.dirname },
      bundle: true,
      format: "esm",
      write: false,
      plugins: [
        {
          name: "module",
          setup: ({ onLoad, onResolve }) => {
            onResolve({ filter: /^\.\/module\.ts$/ }, ({ path }) => ({ path, namespace: "module", sideEffects: false }))
            onLoad({ filter: /.*/, namespace: "module" }, () => ({
              contents: code,
              loader: "ts",
              resolveDir: import.meta.dirname,
            }))
          },
        },
      ],
    })
    return bundled.outputFiles[0]?.text ?? assert.fail("there is no bundle")
  },
}

for (const [name, bundle] of Object.entries(bundlers)) {
  describe(`a bundle by ${name}`, () => {
    it("has nothing of what a module makes while it loads and does not use", async () => {
      const bundled = await bundle(onlyOne)
      assert.match(bundled, /one = 1/)
      assert.notMatch(bundled, /Failed|Named|Schema|all|sentence/)
    })

    it("has all that is used, as it was", async () => {
      const bundled = await bundle(`import { Failed, sentence, unmoved } from "./module.ts"
        const failed = new Failed({ named: { name: "it", kind: "one" } })
        export const said = [failed._tag, failed.text, sentence, unmoved(), Failed.known.length]`)
      const { said }: { readonly said: unknown } = await import(
        `data:text/javascript;base64,${Buffer.from(bundled).toString("base64")}`
      )
      assert.deepStrictEqual(said, ["Failed", "it, 42", "1 of 6", "1 of 6", 3])
    })
  })
}
