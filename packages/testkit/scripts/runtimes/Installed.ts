/**
 * The runtimes, and a project that uses our packages as they would be published, in the
 * cache of the workspace: nothing of it is in the way of who does not ask for it.
 */
import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { transform } from "esbuild"
import { type Runtime, versions } from "./Tried.ts"

const run = promisify(execFile)
const root = fileURLToPath(new URL("../../../../", import.meta.url))
const cache = join(root, "node_modules", ".cache", "runtimes")

/** An installation takes at most this long, in milliseconds: whoever cannot download is not kept. */
const patience = 180_000

const reasonOf = (reason: unknown): string =>
  (reason instanceof Error ? reason.message : String(reason)).split("\n").slice(0, 2).join(" ")

/** Something could not be installed here: that says nothing about the client. */
export class CannotInstall extends Error {}

const npmInstall = async (folder: string, packages: ReadonlyArray<string>): Promise<void> => {
  await mkdir(folder, { recursive: true })
  if (!existsSync(join(folder, "package.json"))) {
    await writeFile(join(folder, "package.json"), `{ "private": true, "type": "module" }`)
  }
  // Their install scripts would fetch what the packages of the platform bring along.
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--prefix", folder]
  try {
    await run("npm", ["install", ...options, ...packages], { timeout: patience, cwd: folder })
  } catch (reason) {
    throw new CannotInstall(reasonOf(reason), { cause: reason })
  }
}

const { arch, platform } = process

/** The package of this platform that brings a runtime, and the command in it. */
const commands: {
  readonly [R in Exclude<Runtime, "Node 26">]: readonly [spec: string, command: string, ...args: Array<string>]
} = {
  "Node 22": [`node-22@npm:node-${platform}-${arch}@${versions["Node 22"]}`, "node-22/bin/node"],
  "Node 24": [`node-24@npm:node-${platform}-${arch}@${versions["Node 24"]}`, "node-24/bin/node"],
  Bun: [`@oven/bun-${platform}-${arch}@${versions.Bun}`, `@oven/bun-${platform}-${arch}/bin/bun`],
  Deno: [
    `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}@${versions.Deno}`,
    `@deno/${platform}-${arch}${platform === "linux" ? "-glibc" : ""}/deno`,
    "run",
    "--allow-all",
  ],
}

/** What is to be had of the runtimes: a command, or why not. */
export type Found = { readonly command: ReadonlyArray<string> } | { readonly missing: string }

const find = async (runtime: Runtime): Promise<Found> => {
  // The workspace's own.
  if (runtime === "Node 26") return { command: [process.execPath] }
  const [spec, command, ...args] = commands[runtime]
  const folder = join(cache, runtime.replace(" ", "-").toLowerCase())
  try {
    await npmInstall(folder, [spec])
    const path = join(folder, "node_modules", command)
    return { command: [path, ...args] }
  } catch (reason) {
    return { missing: reasonOf(reason) }
  }
}

/** Installs the runtimes that run programs. */
export const runtimes = async (): Promise<ReadonlyMap<Runtime, Found>> => {
  const names = ["Node 22", "Node 24", "Node 26", "Bun", "Deno"] as const
  return new Map(await Promise.all(names.map(async (name) => [name, await find(name)] as const)))
}

/** Installs packages for a part of their own, and gives the folder that they can be resolved from. */
export const extra = async (name: string, packages: ReadonlyArray<string>): Promise<string> => {
  const folder = join(cache, name)
  await npmInstall(folder, packages)
  return folder
}

/** The project of a user, with the programs in it; the packages have to be built. */
export const project = async (): Promise<string> => {
  const packed = join(cache, "packed")
  const folder = join(cache, "project")
  await rm(packed, { recursive: true, force: true })
  await mkdir(packed, { recursive: true })
  for (const name of ["core", "http"]) {
    await run("npx", ["-y", "pnpm@12.21.0", "pack", "--pack-destination", packed], {
      cwd: join(root, "packages", name),
      timeout: patience,
    })
  }
  const archives = (await readdir(packed)).map((file) => join(packed, file))
  // The same version of a package may have other contents by now.
  await rm(join(folder, "node_modules", "@org-trust"), { recursive: true, force: true })
  await rm(join(folder, "package-lock.json"), { force: true })
  await npmInstall(folder, [...archives, "effect@4.1.0", "@effect/platform-node@4.1.0", "undici@8"])
  const programs = fileURLToPath(new URL("programs", import.meta.url))
  for (const file of await readdir(programs)) {
    const { code } = await transform(await readFile(join(programs, file), "utf8"), { loader: "ts", format: "esm" })
    await writeFile(join(folder, file.replace(".ts", ".mjs")), code.replaceAll(/(from "\.\/\w+)\.ts"/g, `$1.mjs"`))
  }
  return folder
}
