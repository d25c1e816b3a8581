/**
 * Measures the commands about trust files where there are many partners: how long, how
 * many requests, how much memory.
 * `node packages/cli/scripts/scale.ts [PARTNERS] [MEMBERS]`: 200 partners with 10 members
 * each unless said, and a quarter of them, so that it shows what grows; `50,100,200,400`
 * for these sizes.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { mainFile, serve } from "../test/support/cli.ts"
import { letIn, trustor, worldOf } from "./scale/town.ts"

const [, , partnersText = "200", membersText = "10"] = process.argv
const members = Number(membersText)
const given = partnersText.split(",").map(Number)
const sizes = given.length > 1 ? given : given.flatMap((partners) => [Math.ceil(partners / 4), partners])
const directory = mkdtempSync(join(tmpdir(), "org-trust-scale-"))
const usage = join(import.meta.dirname, "scale/usage.ts")

interface Measured {
  readonly stdout: string
  /** What is in use when memory has been cleared, at most. */
  readonly live: number
}

const measure = async (name: string, profiles: string, ...args: ReadonlyArray<string>): Promise<Measured> => {
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
  const [, used = "", megabytes = "", live = ""] =
    /"seconds":([\d.]+),"megabytes":([\d.]+),"live":([\d.]+)/.exec(said.stderr) ?? []
  const [, requests = "?"] = /Read with (\d+) requests/.exec(said.stderr) ?? []
  if (child.exitCode === 1) throw new Error(`${args.join(" ")}: ${said.stderr}`)
  console.log(
    `| ${name.padEnd(14)} | ${seconds.toFixed(1).padStart(5)} | ${Number(used).toFixed(1).padStart(5)} | ${requests.padStart(5)} | ${Number(megabytes).toFixed(0).padStart(4)} | ${Number(live).toFixed(0).padStart(4)} |`,
  )
  return { stdout: said.stdout, live: Number(live) }
}

/** Every tenth question with an answer, as somebody might give it. */
const answered = (questions: string): string => {
  let count = 0
  return questions.replace(/decision: null\n(\s+)by: null\n\s+on: null/g, (blank, indent: string) =>
    count++ % 10 === 1
      ? `decision: remove\n${indent}by: Ada\n${indent}on: ${new Date().toISOString().slice(0, 10)}`
      : blank,
  )
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
    console.log(
      "| command | wall s | CPU s | requests | MB resident | MB live |\n| --- | --- | --- | --- | --- | --- |",
    )
    writeFileSync(file, (await measure("export", profiles, "export")).stdout)
    const { live } = await measure("plan", profiles, "plan", file)
    await measure("drift", profiles, "drift", file)
    await measure("review", profiles, "review", "--format", "html", "--output", join(directory, "review.html"))
    const decisions = join(directory, `decisions-${partners}.yaml`)
    await measure("review --open", profiles, "review", "--file", file, "--open", decisions)
    writeFileSync(decisions, answered(readFileSync(decisions, "utf8")))
    await measure("review --close", profiles, "review", "--file", file, "--close", decisions)
    return live
  } finally {
    await served.stop()
  }
}

try {
  const planned: Array<number> = []
  for (const partners of sizes) planned.push(await size(partners))
  const [least, most] = [sizes[0] ?? 0, sizes.at(-1) ?? 0]
  const grown = 1024 * ((planned.at(-1) ?? 0) - (planned[0] ?? 0))
  if (most > least) console.log(`\nplan: ${Math.round(grown / (most - least))} kB more for each partner`)
} finally {
  rmSync(directory, { recursive: true })
}
