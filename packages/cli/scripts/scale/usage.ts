/**
 * Loaded before a command: when it ends, says on the standard error what it has used. What
 * is resident is more than what is needed, for memory is only cleared when it is short: so
 * it is told too what was left at most when it had been.
 */
import { constants, PerformanceObserver } from "node:perf_hooks"

let live = 0
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    const detail: unknown = "detail" in entry ? entry.detail : undefined
    const isMajor =
      typeof detail === "object" &&
      detail !== null &&
      "kind" in detail &&
      detail.kind === constants.NODE_PERFORMANCE_GC_MAJOR
    if (isMajor) live = Math.max(live, process.memoryUsage().heapUsed)
  }
}).observe({ entryTypes: ["gc"] })

process.once("exit", () => {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage()
  const seconds = (userCPUTime + systemCPUTime) / 1e6
  process.stderr.write(`\nused ${JSON.stringify({ seconds, megabytes: maxRSS / 1024, live: live / 1024 / 1024 })}\n`)
})
