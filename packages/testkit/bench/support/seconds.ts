import { execFile } from "node:child_process"
import { promisify } from "node:util"

/** Runs a program to its end, which has to be a good one; answers how many seconds it took and what it wrote. */
export const secondsOf = async (args: ReadonlyArray<string>, cwd: string) => {
  const start = performance.now()
  const run = promisify(execFile)(process.execPath, [...args], { cwd, maxBuffer: 2 ** 26 })
  const end = () => run.child.kill()
  process.once("exit", end)
  const { stdout } = await run
  process.off("exit", end)
  return { seconds: (performance.now() - start) / 1000, stdout }
}
