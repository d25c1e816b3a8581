import { describe } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as RunLog from "@org-trust/workflow/RunLog"
import { keepsRuns } from "./support/runLogs.ts"

describe("the log of runs in memory", () => {
  keepsRuns((use) => Effect.provide(use, RunLog.layerMemory))
})
