/**
 * The ways in which the client is tried; each gives a word on what came of it, or throws.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process"
import { once } from "node:events"
import { createRequire } from "node:module"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { setTimeout as pause } from "node:timers/promises"
import { pathToFileURL } from "node:url"
import { promisify } from "node:util"
import { build } from "esbuild"
import { organizations } from "@org-trust/testkit/BuiltInWorld"
import type { WorldClient } from "@org-trust/testkit/WorldFile"
import * as Redacted from "effect/Redacted"
import { extra } from "./Installed.ts"
import type { Setting } from "./programs/smoke.ts"
import { authority, type Servers } from "./Servers.ts"
import { errorIn, type LayerName, type Try, versions } from "./Tried.ts"

const run = promisify(execFile)

const clientOf = ({ id, secret }: WorldClient) => ({ id, secret: Redacted.value(secret) })

const { harborBank, northwindPartners } = organizations

/** Whom the programs act for, at a URL. */
export const settingAt = (url: string): Setting => ({
  url,
  trustee: clientOf(northwindPartners.clients.admin),
  trustor: clientOf(harborBank.clients.admin),
  nobody: clientOf(harborBank.clients.guest),
  trusteeId: northwindPartners.id,
  userId: northwindPartners.users.tom.id,
  roleId: harborBank.roles.supervisor.id,
})

/** What the smoke program has to say, everywhere. */
const expected = JSON.stringify([
  "paired, trusted Northwind Partners",
  "listed Northwind Partners",
  "removed: NotFound",
  "no permission: MissingAnyPermissions",
  "wrong secret: Unauthenticated",
])

const same = (steps: string): void => {
  if (steps !== expected) throw new Error(steps.slice(0, 500))
}

/** Runs the smoke program once, for at most this many milliseconds. */
export const onCommandLine = async (command: ReadonlyArray<string>, each: Try, project: string, servers: Servers) => {
  const urls = { directly: servers.emulator, HTTP_PROXY: "http://emulator.test", NODE_EXTRA_CA_CERTS: servers.secure }
  const networks = {
    directly: {},
    HTTP_PROXY: { HTTP_PROXY: servers.proxy },
    NODE_EXTRA_CA_CERTS: { NODE_EXTRA_CA_CERTS: authority },
  }
  const [path = "", ...args] = command
  const setting = JSON.stringify(settingAt(urls[each.network]))
  const { stdout } = await run(path, [...args, join(project, "once.mjs"), each.layer, setting], {
    cwd: project,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"], ...networks[each.network], ...each.environment },
    // What does not work may try for as long as a call does.
    timeout: each.works ? 60_000 : 5_000,
  })
  same(stdout.trim())
}

/** Has a change fail in each phase, and gives what was said other than as told. */
export const failingOn = async (
  command: ReadonlyArray<string>,
  { layer, runtime }: Pick<Try, "layer" | "runtime">,
  project: string,
  servers: Servers,
): Promise<string> => {
  const [path = "", ...args] = command
  const { stdout } = await run(path, [...args, join(project, "phases.mjs"), layer, JSON.stringify(servers.failing)], {
    cwd: project,
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    timeout: 60_000,
  })
  const said: Readonly<Record<string, string>> = JSON.parse(stdout)
  const wrong = Object.entries(said).filter(([phase, tag]) => tag !== errorIn(phase, runtime, layer))
  if (wrong.length > 0) throw new Error(wrong.map(([phase, tag]) => `${phase}: ${tag}`).join("; "))
  return `${Object.keys(said).length} phases`
}

const bundle = (project: string, contents: string, platform: "browser" | "neutral") =>
  build({
    stdin: { contents, resolveDir: project },
    bundle: true,
    minify: true,
    write: false,
    format: platform === "browser" ? "iife" : "esm",
    platform,
    mainFields: ["module", "main"],
    conditions: ["import"],
    logLevel: "silent",
  }).then(({ outputFiles: [file] }) => file?.text ?? "")

const load = async (folder: string, name: string): Promise<Record<string, unknown>> =>
  import(pathToFileURL(createRequire(join(folder, "package.json")).resolve(name)).href)

/** In a page, in a headless Chromium. */
export const inBrowser = async (project: string, servers: Servers): Promise<string> => {
  const folder = await extra("browser", [`@sparticuz/chromium@${versions.Chromium}`, "puppeteer-core@25.16.0"])
  // It brings the libraries that a machine without a desktop lacks, for where this is set.
  process.env["AWS_EXECUTION_ENV"] ??= "AWS_Lambda_nodejs22.x"
  const code = await bundle(project, `import "./page.mjs"`, "browser")
  const url = await servers.page(
    `<!doctype html><title>Org Trust</title><script>${code.replaceAll("</script", "<\\/script")}</script>`,
  )
  const script = `
    import chromium from "@sparticuz/chromium"
    import puppeteer from "puppeteer-core"
    const browser = await puppeteer.launch({ executablePath: await chromium.executablePath(), args: [...chromium.args, "--no-sandbox"], headless: "shell" })
    try {
      const page = await browser.newPage()
      await page.goto(${JSON.stringify(url)})
      const steps = await page.evaluate((setting) => globalThis.run(setting), ${JSON.stringify(settingAt(servers.emulator))})
      console.log(JSON.stringify({ version: await browser.version(), steps }))
    } finally { await browser.close() }`
  const { stdout } = await run(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: folder,
    timeout: 60_000,
  })
  const { steps, version }: { readonly steps: unknown; readonly version: string } = JSON.parse(stdout)
  same(JSON.stringify(steps))
  return `${version}, bundle of ${Math.round(code.length / 1024)} KiB`
}

interface Worker {
  readonly ready: Promise<URL>
  readonly dispose: () => Promise<void>
}

/** On workerd: callers come together, and leave before what they began has ended. */
export const onWorkers = async (project: string, servers: Servers): Promise<string> => {
  const folder = await extra("workers", ["miniflare@4.20260730.0"])
  const { Miniflare } = await load(folder, "miniflare")
  if (typeof Miniflare !== "function") throw new Error("miniflare has no Miniflare")
  const script = await bundle(project, `export { worker as default } from "./worker.mjs"`, "neutral")
  const SETTING = JSON.stringify(settingAt(servers.slow))
  const told: Array<string> = []
  const scenario = async (name: string, maxLogins: number, leaves: ReadonlyArray<number | undefined>) => {
    const options = { modules: true, script, compatibilityDate: "2026-07-01", bindings: { SETTING } }
    const worker: Worker = Reflect.construct(Miniflare, [options])
    const before = servers.logins()
    try {
      const url = await worker.ready
      const ask = async (leave: number | undefined) => {
        const path = leave === undefined ? "/" : `/?leave=${leave}`
        const answer = await fetch(new URL(path, url), { signal: AbortSignal.timeout(10_000) })
        const { _tag }: { readonly _tag: string } = JSON.parse(await answer.text())
        if (leave === undefined && _tag !== "Success") throw new Error(`${name}: ${_tag}`)
      }
      await Promise.all(leaves.map((leave, at) => pause(at * 15).then(() => ask(leave))))
      await ask(undefined)
      const logins = servers.logins() - before
      if (logins > maxLogins) throw new Error(`${name}: ${logins} logins`)
      told.push(`${name}: ${logins} ${logins === 1 ? "login" : "logins"}`)
    } finally {
      await worker.dispose()
    }
  }
  await scenario(
    "20 callers together",
    1,
    Array.from({ length: 20 }, () => undefined),
  )
  await scenario("the first of 10 leaves", 2, [50, ...Array.from({ length: 9 }, () => undefined)])
  await scenario(
    "2 of 3 leave",
    8,
    Array.from({ length: 30 }, (_, at) => (at % 3 === 2 ? undefined : (at * 37) % 200)),
  )
  return told.join("; ")
}

interface Handled {
  readonly name: string
  readonly exit: { readonly _tag: string; readonly cause?: unknown }
  readonly took: number
}

const ended = (child: ChildProcess) => (child.exitCode === null ? once(child, "exit") : Promise.resolve())

/** A function that stands still between its calls, and once in the middle of one, for longer than servers keep connections. */
export const frozen = async (layer: LayerName, project: string, servers: Servers): Promise<string> => {
  const setting = JSON.stringify(settingAt(servers.slow))
  const child = spawn(process.execPath, [join(project, "handler.mjs"), layer, setting], {
    stdio: ["pipe", "pipe", "inherit"],
  })
  const lines = createInterface({ input: child.stdout })
  const results = new Map<string, Handled>()
  lines.on("line", (line) => {
    const handled: Handled = JSON.parse(line)
    results.set(handled.name, handled)
  })
  const call = async (name: string): Promise<Handled> => {
    child.stdin.write(`${name}\n`)
    for (let waited = 0; waited < 20_000; waited += 20) {
      const handled = results.get(name)
      if (handled !== undefined) return handled
      await pause(20)
    }
    throw new Error(`${name} was not answered in 20 s`)
  }
  const freeze = async (time: number) => {
    child.kill("SIGSTOP")
    await pause(time)
    child.kill("SIGCONT")
  }
  try {
    // In the middle of the first login.
    child.stdin.write("left\n")
    await pause(600)
    await freeze(2000)
    const told = [await call("after a login was cut short")]
    // The emulator keeps a connection for five seconds.
    await freeze(7000)
    told.push(await call("after the connections were closed"))
    await freeze(1000)
    told.push(await call("with the connections still there"))
    for (const { exit, name } of told) {
      if (exit._tag !== "Success") throw new Error(`${name}: ${JSON.stringify(exit.cause).slice(0, 300)}`)
    }
    return told.map(({ name, took }) => `${name}: ${Math.round(took)} ms`).join("; ")
  } finally {
    child.kill("SIGKILL")
    await ended(child)
  }
}
