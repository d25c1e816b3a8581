/**
 * Programs as they are started in production: with the published form of this
 * library, and bundled.
 */
import { execFileSync } from "node:child_process"
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { build } from "esbuild"
import { testkit } from "./versions.ts"

// Below the test kit, so that everything else is found as it is there.
const directory = join(testkit, "node_modules/.cache/bench")
const packages = join(testkit, "..")

const publish = (name: string): void => {
  const target = join(directory, "node_modules/@org-trust", name)
  mkdirSync(target, { recursive: true })
  const manifest: unknown = JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"))
  const { publishConfig, ...rest } = Object(manifest)
  writeFileSync(join(target, "package.json"), JSON.stringify({ ...rest, exports: publishConfig.exports }))
  cpSync(join(packages, name, "dist"), join(target, "dist"), { recursive: true })
}

/** Lays a program out in its own form and as one file, and answers where the two are. */
export const layOut = async (program: "orgTrust" | "sdk") => {
  if (program === "orgTrust") {
    execFileSync(join(packages, "../node_modules/.bin/tsc"), ["-b", join(packages, "core"), join(packages, "http")])
    rmSync(join(directory, "node_modules"), { recursive: true, force: true })
    publish("core")
    publish("http")
  }
  const unbundled = join(directory, `${program}.mjs`)
  const bundled = join(directory, `${program}.bundle.cjs`)
  const source = join(testkit, "bench/programs", `${program}.ts`)
  await build({ entryPoints: [source], outfile: unbundled, format: "esm" })
  await build({
    entryPoints: [unbundled],
    outfile: bundled,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    logLevel: "error",
  })
  return { unbundled, bundled }
}
