/**
 * Tries the client where people run it: `pnpm run runtimes`. It installs the runtimes into
 * the cache of the workspace (310 MB to download, 940 MB there) and leaves out, and says so, what cannot be
 * installed here. Exit code 1: something is not as the documents say.
 */
import { failingOn, frozen, inBrowser, onCommandLine, onWorkers } from "./runtimes/Ways.ts"
import { CannotInstall, project, runtimes } from "./runtimes/Installed.ts"
import { start } from "./runtimes/Servers.ts"
import { failingTries, tries } from "./runtimes/Tried.ts"

const began = performance.now()
const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(0).padStart(4)} s`
let failures = 0
const tell = (outcome: "ok" | "skipped" | "FAILED", what: string, detail = ""): void => {
  if (outcome === "FAILED") failures++
  console.log(`${seconds()}  ${outcome.padEnd(7)}  ${what}${detail === "" ? "" : `: ${detail}`}`)
}
const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason))

const attempt = async (what: string, works: boolean, effort: () => Promise<string | void>): Promise<void> => {
  try {
    const detail = await effort()
    tell(works ? "ok" : "FAILED", what, works ? (detail ?? "") : "it works by now; the documents say that it does not")
  } catch (reason) {
    if (reason instanceof CannotInstall) return tell("skipped", what, reason.message)
    tell(works ? "FAILED" : "ok", what, works ? messageOf(reason) : "does not work, as the documents say")
  }
}

const tryAll = async (folder: string): Promise<void> => {
  const installed = await runtimes()
  console.log(`${seconds()}  installed`)
  const servers = await start()
  try {
    for (const [name, found] of installed) {
      if ("missing" in found) tell("skipped", name, found.missing)
    }
    for (const each of tries) {
      const found = installed.get(each.runtime)
      if (found === undefined || "missing" in found) continue
      const name = [each.runtime, each.layer, each.network, ...Object.keys(each.environment ?? {})].join(", ")
      await attempt(name, each.works, () => onCommandLine(found.command, each, folder, servers))
    }
    for (const each of failingTries) {
      const found = installed.get(each.runtime)
      if (found === undefined || "missing" in found) continue
      const name = `${each.runtime}, ${each.layer}, each phase that fails`
      await attempt(name, true, () => failingOn(found.command, each, folder, servers))
    }
    await attempt("workerd", true, () => onWorkers(folder, servers))
    await attempt("Chromium", true, () => inBrowser(folder, servers))
    // They stand still most of the time.
    await Promise.all(
      (["undici", "node:http", "fetch"] as const).map((layer) =>
        attempt(`a frozen function, ${layer}`, true, () => frozen(layer, folder, servers)),
      ),
    )
  } finally {
    servers.close()
  }
}

await attempt("installing the packages", true, async () => tryAll(await project()))
process.exitCode = failures === 0 ? 0 : 1
