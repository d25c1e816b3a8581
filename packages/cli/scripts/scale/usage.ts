/**
 * Loaded before a command: when it ends, says on the standard error what it has used.
 */
process.once("exit", () => {
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage()
  const seconds = (userCPUTime + systemCPUTime) / 1e6
  process.stderr.write(`\nused ${JSON.stringify({ seconds, megabytes: maxRSS / 1024 })}\n`)
})
