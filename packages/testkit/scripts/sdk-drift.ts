/**
 * Compares the vendor's JavaScript SDK with our table of operations, our schemas and our
 * regions, and names what is new, gone or otherwise.
 *
 *     pnpm run sdk-drift             # the SDK that is installed
 *     pnpm run sdk-drift latest      # a version, from the package registry
 *     pnpm run sdk-drift DIRECTORY   # one that is unpacked
 *
 * Exit code 0: all differences are known. 1: some are not, or some that are known are no
 * more. 2: the SDK cannot be read.
 */
import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { line } from "./sdk-drift/Differences.ts"
import { ownTable } from "./sdk-drift/OwnTable.ts"
import { vendorSdk, versionOf } from "./sdk-drift/VendorSdk.ts"
import { holds, judge } from "./sdk-drift/Verdict.ts"

const packageName = "purecloud-platform-client-v2"

const installed = (folder: string): string => join(folder, "node_modules", packageName)

/** Calls `use` with the directory of the SDK that is asked for. */
const withSdk = (asked: string | undefined, use: (directory: string) => void): void => {
  if (asked === undefined) return use(installed(fileURLToPath(new URL("..", import.meta.url))))
  if (existsSync(join(asked, "index.d.ts"))) return use(asked)
  const folder = mkdtempSync(join(tmpdir(), "org-trust-sdk-"))
  try {
    const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--omit=dev", "--prefix", folder]
    execFileSync("npm", ["install", ...options, `${packageName}@${asked}`], { stdio: ["ignore", "ignore", "inherit"] })
    use(installed(folder))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const report = (directory: string): void => {
  const verdict = judge(vendorSdk(directory), ownTable())
  console.log(`${packageName} ${versionOf(directory)}`)
  for (const known of verdict.explained) console.log(`known    ${line(known)}\n         ${known.because}`)
  for (const known of verdict.stale) console.log(`no more  ${line(known)}`)
  for (const difference of verdict.unknown) console.log(`differs  ${line(difference)}`)
  const { explained, stale, unknown } = verdict
  console.log(`${unknown.length} unknown, ${stale.length} known that are no more, ${explained.length} known`)
  process.exitCode = holds(verdict) ? 0 : 1
}

try {
  withSdk(process.argv[2], report)
} catch (reason) {
  console.error(reason instanceof Error ? reason.message : reason)
  process.exitCode = 2
}
