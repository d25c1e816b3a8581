import { readFileSync } from "node:fs"
import { join } from "node:path"

const packages = ["effect", "undici", "purecloud-platform-client-v2", "@stoplight/prism-cli", "fast-check", "esbuild"]

/** Root of the test kit. */
export const testkit = join(import.meta.dirname, "../..")

const versionOf = (name: string): string => {
  const json: unknown = JSON.parse(readFileSync(join(testkit, "node_modules", name, "package.json"), "utf8"))
  return typeof json === "object" && json !== null && "version" in json ? String(json.version) : "unknown"
}

/** The versions of what is measured. */
export const versions = (): Readonly<Record<string, string>> =>
  Object.fromEntries(packages.map((name) => [name, versionOf(name)]))
