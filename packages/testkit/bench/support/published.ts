/**
 * Programs as they are started in production: with the published form of this
 * library, and bundled.
 */
import { execFileSync } from "node:child_process"
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { build } from "esbuild"
import { testkit } from "./versions.ts"

// Below the test kit, so that everything else is found as it is there.
const directory = join(testkit, "node_modules/.cache/bench")
const packages = join(testkit, "..")
const tsc = join(packages, "../node_modules/.bin/tsc")
const buildScript = join(testkit, "scripts/build.ts")

const publish = (into: string, name: string): void => {
  const target = join(into, "node_modules/@org-trust", name)
  mkdirSync(target, { recursive: true })
  const manifest: unknown = JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"))
  const { publishConfig, ...rest } = Object(manifest)
  writeFileSync(join(target, "package.json"), JSON.stringify({ ...rest, exports: publishConfig.exports }))
  cpSync(join(packages, name, "dist"), join(target, "dist"), { recursive: true })
}

/** Lays out the published form of some packages, and answers where. */
const publishAll = (names: ReadonlyArray<string>, into = directory): string => {
  execFileSync(tsc, ["-b", ...names.map((name) => join(packages, name))])
  execFileSync(process.execPath, [buildScript, ...names])
  rmSync(join(into, "node_modules"), { recursive: true, force: true })
  for (const name of names) publish(into, name)
  return into
}

/** Lays out the program that imports the services in memory. */
export const layOutImports = async () => {
  publishAll(["core", "http", "testkit"])
  const path = join(directory, "imports.mjs")
  await build({ entryPoints: [join(testkit, "bench/programs/imports.ts")], outfile: path, format: "esm" })
  return { directory, path }
}

/**
 * Lays out tests as users have them, and answers where: outside of this workspace, since
 * Vite finds the sources of a package in it before its published form.
 */
export const layOutTests = (): string => {
  const target = join(tmpdir(), "org-trust-bench")
  rmSync(target, { recursive: true, force: true })
  cpSync(join(testkit, "bench/programs/vitest"), target, { recursive: true })
  writeFileSync(join(target, "package.json"), JSON.stringify({ name: "tests", private: true, type: "module" }))
  publishAll(["core", "http", "testkit"], target)
  for (const name of ["effect", "vitest", "fast-check", "@effect/vitest", "@effect/platform-node"]) {
    const link = join(target, "node_modules", name)
    const here = [testkit, join(packages, "..")].map((root) => join(root, "node_modules", name)).find(existsSync)
    if (here === undefined) throw new Error(`${name} is not installed`)
    mkdirSync(dirname(link), { recursive: true })
    symlinkSync(realpathSync(here), link)
  }
  return target
}

/** How many types the compiler makes out of others for the example that embeds the client. */
export const instantiationsOfEmbedding = async (): Promise<number> => {
  publishAll(["core", "http"])
  const path = join(directory, "embed.ts")
  copyFileSync(join(testkit, "examples/embed.ts"), path)
  const flags = ["--strict", "--skipLibCheck", "--noEmit", "--module", "nodenext", "--target", "es2024"]
  const told = execFileSync(tsc, [...flags, "--ignoreConfig", "--extendedDiagnostics", path], { encoding: "utf8" })
  const count = /Instantiations:\s+(\d+)/.exec(told)?.[1]
  if (count === undefined) throw new Error(`The compiler counts nothing: ${told}`)
  return Number(count)
}

/** Lays out the program for the web, and answers where. */
export const layOutWeb = async (): Promise<string> => {
  const path = join(publishAll(["core", "http"]), "web.mjs")
  await build({ entryPoints: [join(testkit, "bench/programs/web.ts")], outfile: path, format: "esm" })
  return path
}

/** Lays a program out in its own form and as one file, and answers where the two are. */
export const layOut = async (program: "orgTrust" | "sdk") => {
  if (program === "orgTrust") publishAll(["core", "http"])
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
