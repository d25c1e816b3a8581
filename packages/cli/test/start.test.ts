import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import * as Runner from "@org-trust/testkit/contract/Runner"
import { defaultRuns } from "../src/verify/flags.ts"
import { mainFile } from "./support/cli.ts"

/** Says on the standard error, as the process ends, which modules were loaded. */
const watch = `import { registerHooks } from "node:module"
const loaded = []
registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) })
process.on("exit", () => console.error(loaded.join("\\n")))`

const loadedBy = async (...args: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
  const watching = ["--import", `data:text/javascript,${encodeURIComponent(watch)}`]
  const { stderr } = await promisify(execFile)(process.execPath, [...watching, mainFile, ...args])
  return stderr.split("\n")
}

const heavy = (modules: ReadonlyArray<string>) =>
  modules.filter((url) => /\/testkit\/src\/(?:contract|emulator|mutants)\/|\/fast-check\//.test(url))

describe("the start of the command", () => {
  it("loads nothing of the contract or the emulator for a command that needs neither, or for help", async () => {
    const [world, help] = await Promise.all([loadedBy("world"), loadedBy("verify", "--help")])
    for (const modules of [world, help]) {
      assert.isTrue(modules.some((url) => url.endsWith("/cli/src/orgTrust.ts")))
      assert.deepStrictEqual(heavy(modules), [])
    }
  })

  it("tells the default of --runs as the runner has it", () => {
    assert.strictEqual(defaultRuns, Runner.defaultRuns)
  })
})
