/**
 * The whole contract, put to an emulator on this machine by the command.
 */
import { join } from "node:path"
import type { Comparison } from "../harness/Comparison.ts"
import { engineFlags, message, start } from "../support/process.ts"
import { secondsOf } from "../support/seconds.ts"
import { testkit } from "../support/versions.ts"

const verify = async () => {
  const url = String(
    await message(start(join(import.meta.dirname, "../support/builtInServer.ts"), [], { execArgv: [...engineFlags] })),
  )
  const { seconds } = await secondsOf([join(testkit, "../cli/src/main.ts"), "verify", "--url", url], testkit)
  return { seconds }
}

export const comparison: Comparison = {
  isOnce: true,
  sides: { verify },
  lines: [
    {
      what: "`org-trust verify` of an emulator on the same machine, the whole contract",
      unit: "s",
      ours: { side: "verify", measure: "seconds" },
      better: "lower",
      toReach: 20,
      dream: 10,
    },
  ],
}
