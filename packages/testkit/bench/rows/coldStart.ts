/**
 * From the start of a process to its first answer.
 */
import { execFile } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import type { Comparison, Effort, Line, Measures } from "../harness/Comparison.ts"
import { median } from "../support/median.ts"
import { startFixed } from "../support/fixed.ts"
import { trusteeOrgId } from "../support/ids.ts"
import { layOut } from "../support/published.ts"

const starts = 7

const coldStart =
  (program: "orgTrust" | "sdk") =>
  async ({ measured }: Effort): Promise<Measures> => {
    const url = await startFixed("one")
    const { bundled, unbundled } = await layOut(program)
    const home = mkdtempSync(join(tmpdir(), "org-trust-bench-"))
    process.once("exit", () => rmSync(home, { recursive: true, force: true }))
    const env = { PATH: process.env["PATH"], HOME: home, USERPROFILE: home }
    const millis = async (path: string) => {
      const { stdout } = await promisify(execFile)(process.execPath, [path, url, trusteeOrgId], { env, cwd: home })
      return Number(stdout)
    }
    const times = { unbundled: [] as Array<number>, bundled: [] as Array<number> }
    for (let at = 0; at < (measured < 1000 ? 1 : starts); at++) {
      times.unbundled.push(await millis(unbundled))
      times.bundled.push(await millis(bundled))
    }
    return { unbundled: median(times.unbundled), bundled: median(times.bundled) }
  }

const line = (measure: "unbundled" | "bundled", toReach: number, dream: number): Line => ({
  what: `cold start to the first answer, ${measure}`,
  reference: `the SDK, ${measure}`,
  unit: "ms",
  ours: { side: "orgTrust", measure },
  theirs: { side: "sdk", measure },
  better: "lower",
  toReach,
  dream,
})

export const comparison: Comparison = {
  sides: { orgTrust: coldStart("orgTrust"), sdk: coldStart("sdk") },
  lines: [line("unbundled", 1.1, 1), line("bundled", 0.5, 0.4)],
}
