import { defineConfig } from "vitest/config"
import { type Effort, secondsOnOneCore, TestProgress } from "./packages/testkit/scripts/TestProgress.ts"

// How many inputs the costly properties try: a few (`test:fast`), a part (`test`), or all (`test:thorough`).
const asked = process.env.TEST_EFFORT ?? "usual"
const isEffort = (text: string): text is Effort => Object.hasOwn(secondsOnOneCore, text)
if (!isEffort(asked)) throw new Error(`TEST_EFFORT is ${asked}; it can be ${Object.keys(secondsOnOneCore).join(", ")}`)

// Which part it is, and what properties draw: the same, unless told. With another each time a change would
// fail by a case that it has nothing to do with. What is left out is what `test:thorough` is for.
const seed = Number(process.env.TEST_SEED ?? 1)
if (!Number.isSafeInteger(seed) || seed < 0)
  throw new Error(`TEST_SEED is ${process.env.TEST_SEED}; expected a whole number from 0`)

// What tries a part of its inputs, and is worth running again with all of them.
const divided = [
  "packages/http/test/hostile/*.test.ts",
  "packages/http/test/{HostileAnswers,OrgTrust,Codecs,Retry,Soon}.test.ts",
  "packages/testkit/test/contract/{laws,conformance,conformanceMutants,concurrency,exploration,linearizability,mutants,odd,olderApi,partial,shrinking,vitest,wire}.test.ts",
  "packages/testkit/test/{journal/concurrency,simulation/*}.test.ts",
  "packages/core/test/{lifecycle,access}/*.test.ts",
  "packages/testkit/test/emulator/sdkMeanwhile.test.ts",
  "packages/workflow/test/simulation.test.ts",
]

// What costs more than a second or two even with few inputs, or starts processes.
const costly = [
  "packages/testkit/test/contract/{beside/report,choices,mutants,conformanceMutants,conformance,exploration,concurrency,linearizability,olderApi,partial,reportInBrowser,reports,shrinking,wire}.test.ts",
  "packages/http/test/{hostile/**,HostileAnswers.test.ts}",
  "packages/testkit/test/{journal,simulation,emulator,client,examples,services}/**",
  "packages/cli/test/**",
  "packages/workflow/{examples/**,test/{engine/**,{Keeping,anyOrder,simulation}.test.ts}}",
  "packages/core/test/{lifecycle/**,access/**,Ordered.test.ts}",
]

// What replaces a module for itself, and so shares no worker with others.
const alone = ["packages/core/test/compile.test.ts"]
const include = asked === "thorough" ? divided : ["packages/*/{test,examples}/**/*.test.ts"]
const exclude = asked === "fast" ? costly : []

// Vitest reads its configuration from a default export only.
export default defineConfig({
  test: {
    // No other file leaves anything behind, and what all import costs as much as many tests.
    projects: [
      { extends: true, test: { name: "shared", include, exclude: [...exclude, ...alone], isolate: false } },
      { extends: true, test: { name: "alone", include: alone } },
    ],
    setupFiles: "packages/testkit/test/support/seeded.ts",
    // Ends what hangs, not what is slow: on a busy machine a test gets a tenth of a core.
    testTimeout: 900_000,
    hookTimeout: 900_000,
    // One worker per core: the main process of a run has little to do.
    maxWorkers: "100%",
    reporters: [new TestProgress(asked, seed)],
    provide: { effort: asked, seed },
  },
})

declare module "vitest" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- an interface can be added to.
  interface ProvidedContext {
    readonly effort: Effort
    readonly seed: number
  }
}
