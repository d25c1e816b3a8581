import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** Where the command is. */
export const mainFile = fileURLToPath(new URL("../../src/main.ts", import.meta.url))

// Most of the time that a short run takes goes into reading the code.
const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "org-trust-cli-code") }

const start = (args: ReadonlyArray<string>) => {
  const child = spawn(process.execPath, [mainFile, ...args], { stdio: ["ignore", "pipe", "pipe"], env })
  const said = { stdout: "", stderr: "" }
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text))
  return { child, said, closed: once(child, "close") }
}

/** What a command said, and how it ended. */
export interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command as a user would, in a process of its own, to its end. */
export const runProcess = async (...args: ReadonlyArray<string>): Promise<Ended> => {
  const { child, closed, said } = start(args)
  await closed
  return { code: child.exitCode, ...said }
}

/** The emulator as a process of its own. */
export interface Served {
  readonly url: string
  readonly child: ChildProcess
  /** Stops it by a signal; the answer says what it said from beginning to end. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<Ended>
}

/** Starts the emulator as a user would, and waits until it says that it listens. */
export const serve = async (...args: ReadonlyArray<string>): Promise<Served> => {
  const { child, closed, said } = start(["emulate", ...args])
  const listening = new Promise<void>((resolve) => {
    child.stdout.on("data", () => {
      if (said.stdout.includes("\n")) resolve()
    })
  })
  await Promise.race([listening, closed])
  const [, url] = /^listening on (http:\/\/\S+)\n/.exec(said.stdout) ?? []
  if (url === undefined) {
    child.kill()
    throw new Error(`The emulator did not start: ${said.stdout}${said.stderr}`)
  }
  return {
    url,
    child,
    stop: async (signal = "SIGTERM") => {
      child.kill(signal)
      await closed
      return { code: child.exitCode, ...said }
    },
  }
}
