/**
 * What a page on the web has to load for one call.
 */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "esbuild"
import type { Comparison, Measures } from "../harness/Comparison.ts"
import { layOutWeb } from "../support/published.ts"
import { testkit } from "../support/versions.ts"

const sizes = (code: Uint8Array): Measures => ({ bytes: code.length, gzip: gzipSync(code, { level: 9 }).length / 1000 })

const orgTrust = async () => {
  const { outputFiles } = await build({
    entryPoints: [await layOutWeb()],
    bundle: true,
    minify: true,
    platform: "browser",
    format: "esm",
    write: false,
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error("There is no bundle")
  return sizes(file.contents)
}

const sdk = async () =>
  sizes(
    readFileSync(
      join(testkit, "node_modules/purecloud-platform-client-v2/dist/web-cjs/purecloud-platform-client-v2.min.js"),
    ),
  )

export const comparison: Comparison = {
  sides: { orgTrust, sdk },
  lines: [
    {
      what: "one-call program for the web, with Schema, minified and compressed",
      reference: "the SDK's browser build",
      unit: "kB",
      ours: { side: "orgTrust", measure: "gzip" },
      theirs: { side: "sdk", measure: "gzip" },
      better: "lower",
      toReach: 0.45,
      dream: 0.35,
    },
  ],
}
