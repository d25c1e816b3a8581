/**
 * Measures the commands about trust files where there are many partners: how long, how
 * many requests, how much memory.
 * `node packages/cli/scripts/scale.ts [PARTNERS] [MEMBERS]`: 200 partners with 10 members
 * each unless said, and a quarter of them, so that it shows what grows.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { mainFile, serve } from "../test/support/cli.ts"
import { letIn, trustor, worldOf } from "./scale/town.ts"

const [, , partnersText = "200", membersText = "10"] = process.argv
const [partners, members] = [Number(partnersText), Number(membersText)]
const directory = mkdtempSync(join(tmpdir(), "org-trust-scale-"))
const usage = join(import.meta.dirname, "scale/usage.ts")

const measure = async (profiles: string, ...args: ReadonlyArray<string>) => {
  const before = performance.now()
  const child = spawn(process.execPath, ["--import", usage, mainFile, ...args, "--profiles", profiles, "--rate", "0"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "org-trust-cli-code") },
  })
  const said = { stdout: "", stderr: "" }
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text))
  await once(child, "close")
  const seconds = (performance.now() - before) / 1000
  const [, used = "", megabytes = ""] = /"seconds":([\d.]+),"megabytes":([\d.]+)/.exec(said.stderr) ?? []
  const [, requests = "?"] = /Read with (\d+) requests/.exec(said.stderr) ?? []
  if (child.exitCode === 1) throw new Error(`${args.join(" ")}: ${said.stderr}`)
  console.log(
    `| ${args[0]?.padEnd(7)} | ${seconds.toFixed(1).padStart(5)} | ${Number(used).toFixed(1).padStart(5)} | ${requests.padStart(5)} | ${Number(megabytes).toFixed(0).padStart(4)} |`,
  )
  return said.stdout
}

const size = async (partners: number) => {
  const world = join(directory, `world-${partners}.json`)
  const profiles = join(directory, `profiles-${partners}`)
  const file = join(directory, `trusts-${partners}.yaml`)
  writeFileSync(world, JSON.stringify(worldOf(partners, members)))
  const served = await serve("--world", world)
  try {
    writeFileSync(
      profiles,
      [
        `GENESYSCLOUD_API_URL=${served.url}`,
        `GENESYSCLOUD_OAUTHCLIENT_ID=${trustor.clientId}`,
        `GENESYSCLOUD_OAUTHCLIENT_SECRET=${trustor.secret}`,
        `GENESYSCLOUD_ORGANIZATION_ID=${trustor.id}`,
      ].join("\n"),
    )
    await letIn(served.url, partners, members)
    console.log(`\n${partners} partners with ${members} members each:\n`)
    console.log("| command | wall s | CPU s | requests | MB |\n| --- | --- | --- | --- | --- |")
    writeFileSync(file, await measure(profiles, "export"))
    await measure(profiles, "plan", file)
    await measure(profiles, "drift", file)
    await measure(profiles, "review", "--format", "html", "--output", join(directory, "review.html"))
    await measure(profiles, "review", "--file", file, "--open", join(directory, `decisions-${partners}.yaml`))
  } finally {
    await served.stop()
  }
}

try {
  await size(Math.ceil(partners / 4))
  await size(partners)
} finally {
  rmSync(directory, { recursive: true })
}
