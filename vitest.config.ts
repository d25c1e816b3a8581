import { defineConfig } from "vitest/config"
import { type Effort, secondsOnOneCore, TestProgress } from "./packages/testkit/scripts/TestProgress.ts"

// How many inputs the costly properties try: a small part (`test:fast`), a part (`test`), or all (`test:thorough`).
const asked = process.env.TEST_EFFORT ?? "usual"
const isEffort = (text: string): text is Effort => Object.hasOwn(secondsOnOneCore, text)
if (!isEffort(asked)) throw new Error(`TEST_EFFORT is ${asked}; it can be ${Object.keys(secondsOnOneCore).join(", ")}`)

// What tries a part of its inputs, and is worth running again with all of them.
const divided = [
  "packages/http/test/hostile/*.test.ts",
  "packages/http/test/HostileAnswers.test.ts",
  "packages/testkit/test/contract/{laws,conformance,conformanceMutants,concurrency,exploration}.test.ts",
]

// What costs more than a second or two even with few inputs, or starts processes.
const costly = [
  "packages/*/test/**/{mutants,conformanceMutants,conformance,exploration,concurrency,olderApi}.test.ts",
  "packages/http/test/hostile/**",
  "packages/testkit/test/{simulation,emulator,client,examples,services}/**",
  "packages/cli/test/**",
  "packages/core/test/lifecycle/**",
]

// Vitest reads its configuration from a default export only.
export default defineConfig({
  test: {
    include: asked === "thorough" ? divided : ["packages/*/{test,examples}/**/*.test.ts"],
    exclude: asked === "fast" ? costly : [],
    testTimeout: 180_000,
    // One worker per core: the main process of a run has little to do.
    maxWorkers: "100%",
    reporters: [new TestProgress(asked)],
    provide: { effort: asked },
  },
})

declare module "vitest" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- an interface can be added to.
  interface ProvidedContext {
    readonly effort: Effort
  }
}
