/**
 * The package managers that a command may have been started by. A signal to `npx` or
 * `pnpm` does not reach the command: they end without it. So it ends when they do.
 */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import * as Effect from "effect/Effect"

/** A process above this one. */
interface Ancestor {
  readonly pid: number
  readonly command: string
}

/** How often it is looked whether they are still there. */
const interval = "250 millis"

const isShell = (command: string): boolean => /^\S*\b(sh|bash|dash|zsh|ash|ksh)\b/.test(command)

const isPackageManager = (command: string): boolean =>
  !isShell(command) && /(^|[\s/])(npm|npx|pnpm|yarn|bun)\b/.test(command)

/** A process and the one above it, on Linux as the system has them in files, elsewhere by `ps`. */
const look = (pid: number): (Ancestor & { readonly parent: number }) | undefined => {
  try {
    if (process.platform === "linux") {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8")
      // The name in brackets may have blanks and brackets in it.
      const [, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ")
      return {
        pid,
        parent: Number(parent),
        command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " "),
      }
    }
    const line = execFileSync("ps", ["-o", "ppid=,args=", "-p", String(pid)], { encoding: "utf8" }).trim()
    const [parent = "", ...command] = line.split(/\s+/)
    return { pid, parent: Number(parent), command: command.join(" ") }
  } catch {
    // Gone, or a system that tells nothing: then nobody is waited for.
    return undefined
  }
}

/** From the process above this one to the topmost package manager; whatever is above that goes its own ways. */
const wrappers = (): ReadonlyArray<Ancestor> => {
  const above: Array<Ancestor> = []
  for (let found = look(process.ppid); found !== undefined && found.pid > 1 && above.length < 16;) {
    above.push(found)
    found = look(found.parent)
  }
  return above.slice(0, above.findLastIndex(({ command }) => isPackageManager(command)) + 1)
}

const isThere = ({ pid }: Ancestor): boolean => {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // It is there, and belongs to somebody else.
    return error instanceof Error && "code" in error && error.code === "EPERM"
  }
}

/** Ends when one of the package managers that started this process has ended; never where none has. */
export const untilWrappersEnd: Effect.Effect<void> = Effect.suspend(() => {
  // They say so to whom they start, and only they do.
  const started = process.env["npm_lifecycle_event"] ?? process.env["npm_command"]
  const watched = started === undefined || process.platform === "win32" ? [] : wrappers()
  if (watched.length === 0) return Effect.never
  return Effect.whileLoop({
    while: () => watched.every(isThere),
    body: () => Effect.sleep(interval),
    step: () => undefined,
  })
})
