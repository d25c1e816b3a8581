import { defineConfig } from "vitest/config"

// Vitest reads its configuration from a default export only.
export default defineConfig({
  test: {
    include: ["packages/*/{test,examples}/**/*.test.ts"],
    testTimeout: 180_000,
    // One worker per core: the main process of a run has little to do.
    maxWorkers: "100%",
  },
})
