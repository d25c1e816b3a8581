/**
 * What a program takes along that imports from the index of a package.
 */
import { fileURLToPath } from "node:url"
import { assert, it } from "@effect/vitest"
import { rolldown } from "rolldown"

const deep = `
  import * as Trustees from "@org-trust/core/Trustees"
  import * as Credentials from "@org-trust/http/Credentials"
  import * as OrgTrust from "@org-trust/http/OrgTrust"
`
const index = `
  import { Trustees } from "@org-trust/core"
  import { Credentials, OrgTrust } from "@org-trust/http"
`
const program = `
  import * as Effect from "effect/Effect"
  import * as FetchHttpClient from "effect/http/FetchHttpClient"
  import * as Layer from "effect/Layer"
  export const list = (token) => {
    const services = OrgTrust.layer({ credentials: Credentials.givenToken(token) })
    return Trustees.Trustees.use((trustees) => trustees.list()).pipe(
      Effect.provide(Layer.provide(services, FetchHttpClient.layer)),
      Effect.runPromise,
    )
  }
`

/** The size of a program's bundle, in characters, and how many of our own modules are in it. */
const bundle = async (imports: string) => {
  // As if it were a file of this folder, from where the packages are found.
  const input = fileURLToPath(new URL("program.js", import.meta.url))
  const build = await rolldown({
    input,
    platform: "browser",
    plugins: [
      {
        name: "program",
        load: (id) => (id === input ? imports + program : undefined),
        resolveId: (id) => (id === input ? id : undefined),
      },
    ],
  })
  const { output } = await build.generate({ format: "esm", minify: true })
  const [{ code, modules }] = output
  const isOurs = (id: string) => /packages.(?:core|http).src/.test(id)
  const ours = Object.entries(modules).filter(([id, { renderedLength }]) => isOurs(id) && renderedLength > 0)
  return { size: code.length, ours: ours.map(([id]) => id).toSorted() }
}

it("a program of one call is as small through the index as by deep imports", async () => {
  const [byIndex, byDeep] = [await bundle(index), await bundle(deep)]
  assert.deepStrictEqual(byIndex.ours, byDeep.ours)
  assert.isBelow(byIndex.size, byDeep.size * 1.005)
  // It would not say much if it held all there is.
  assert.isFalse(byIndex.ours.some((id) => /lifecycle|Promises|Environment|Settling/.test(id)))
})
