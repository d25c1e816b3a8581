import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, assert, beforeAll, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import type { Browser } from "puppeteer-core"
import { world } from "@org-trust/testkit/BuiltInWorld"
import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { toHtml } from "@org-trust/testkit/contract/report/Html"
import { run } from "@org-trust/testkit/contract/Runner"
import { mutants } from "@org-trust/testkit/mutants/all"
import { optionsOf } from "@org-trust/testkit/mutants/Mutant"
import { laws as pairings } from "../../src/contract/internal/laws/pairing.ts"
import { openPage, startBrowser } from "../support/browser.ts"

let browser: Browser
let folder: string

beforeAll(async () => {
  browser = await startBrowser()
  folder = await mkdtemp(join(tmpdir(), "org-trust-report-"))
})

afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true })
})

const htmlOf = Effect.gen(function* () {
  const mutant = mutants.find(({ name }) => name === "pairing-reusable")
  assert.isDefined(mutant)
  const { passTime: _, ...subject } = yield* inMemory(optionsOf(mutant))
  return toHtml(yield* run({ ...subject, name: "<script>" }, { clauses: pairings }), world)
})

it("opens in a browser without a complaint", async () => {
  const file = join(folder, "report.html")
  await writeFile(file, await Effect.runPromise(htmlOf))
  const { complaints, page } = await openPage(browser, pathToFileURL(file).href)
  assert.isNotEmpty(await page.title())
  assert.include(await page.$eval("body", ({ innerText }) => innerText), "pairing.used-once")
  assert.deepStrictEqual(complaints, [])
})
