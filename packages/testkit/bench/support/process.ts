/**
 * Processes beside the one that measures.
 */
import { type ChildProcess, fork, type ForkOptions } from "node:child_process"
import { once } from "node:events"

/** The next message of a process. */
export const message = async (child: ChildProcess): Promise<unknown> => {
  const over = new AbortController()
  const ended = once(child, "exit", { signal: over.signal }).then(() => {
    throw new Error(`${child.spawnargs.join(" ")} ended`)
  })
  try {
    const [first]: Array<unknown> = await Promise.race([once(child, "message", { signal: over.signal }), ended])
    return first
  } finally {
    // Whichever did not come is not waited for any more.
    ended.catch(() => undefined)
    over.abort()
  }
}

/** Starts a process that ends with this one at the latest. */
export const start = (path: string, args: ReadonlyArray<string>, options?: ForkOptions): ChildProcess => {
  const child = fork(path, args, { ...options, execArgv: options?.execArgv ?? [] })
  process.once("exit", () => child.kill())
  return child
}

/** What `org-trust emulate` tells V8 by itself, for emulators that are started in another way here. */
export const engineFlags: ReadonlyArray<string> = ["--no-allocation-site-pretenuring"]
