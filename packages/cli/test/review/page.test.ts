import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import { openPage, type OpenPage, startBrowser } from "../../../testkit/test/support/browser.ts"
import { toHtml } from "../../src/review/Html.ts"
import { sample } from "./sample.ts"

let browser: Awaited<ReturnType<typeof startBrowser>>
let folder: string
let url: string

beforeAll(async () => {
  browser = await startBrowser()
  folder = await mkdtemp(join(tmpdir(), "org-trust-review-"))
  const file = join(folder, "review.html")
  await writeFile(file, toHtml(sample))
  url = pathToFileURL(file).href
})

afterAll(async () => {
  await browser.close()
  await rm(folder, { recursive: true })
})

const shown = ({ page }: OpenPage, section: string) =>
  page.$$eval(`#${section} tbody tr:not([hidden])`, (rows) => rows.map(({ textContent }) => textContent))

const members = sample.partners.flatMap((partner) => partner.members)

describe("the page in a browser", () => {
  it("searches, filters and sorts, and complains of nothing", async () => {
    const open = await openPage(browser, url)
    const { complaints, page } = open
    assert.lengthOf(await shown(open, "members"), members.length)

    await page.type("#members input", "person 11")
    const found = await shown(open, "members")
    assert.lengthOf(found, 1)
    assert.include(found[0], "Person 11")
    assert.include(await page.$eval("#members [role=status]", ({ textContent }) => textContent), "1 of")

    const high = sample.findings.filter(({ severity }) => severity === "high")
    await page.select("#findings select[name=severity]", "high")
    assert.lengthOf(await shown(open, "findings"), high.length)

    await page.focus("#partners th:first-child button")
    await page.keyboard.press("Enter")
    const cells = await page.$$eval("#partners tbody tr td:first-child", (all) =>
      all.map(({ textContent }) => textContent),
    )
    assert.deepStrictEqual(
      cells,
      [...cells].sort((one, other) => one.localeCompare(other, "en", { numeric: true })),
    )
    assert.strictEqual(await page.$eval("#partners th", (head) => head.getAttribute("aria-sort")), "ascending")
    assert.deepStrictEqual(complaints, [])
  })

  for (const scheme of ["light", "dark"] as const) {
    for (const width of [1280, 400]) {
      it(`fits into ${width} pixels, ${scheme}`, async () => {
        const { complaints, page } = await openPage(browser, url, { width, scheme })
        const overflow = await page.$eval("html", ({ clientWidth, scrollWidth }) => scrollWidth - clientWidth)
        assert.strictEqual(overflow, 0)
        assert.deepStrictEqual(complaints, [])
        const { SCREENSHOTS } = process.env
        if (SCREENSHOTS !== undefined) {
          await page.screenshot({
            path: join(SCREENSHOTS, `review-${width}-${scheme}.png`),
            clip: { x: 0, y: 0, width, height: 4000 },
          })
        }
      })
    }
  }
})
