/**
 * The page of the emulator in a real browser.
 */
import { execFile } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { afterAll, afterEach, assert, beforeAll, beforeEach, describe, it } from "@effect/vitest"
import type { Browser, Page } from "puppeteer-core"
import { basePath, pathOf } from "@org-trust/core/Operation"
import { organizations, world } from "@org-trust/testkit/BuiltInWorld"
import { openPage, startBrowser } from "../../support/browser.ts"
import { type RunningEmulator, startEmulator } from "../support/emulator.ts"
import { login } from "../support/login.ts"
import { type Scene, startScene } from "../support/scene.ts"

const { harborBank, northwindPartners } = organizations

const run = promisify(execFile)

let browser: Browser
let scene: Scene
let page: Page
let complaints: ReadonlyArray<string>

beforeAll(async () => {
  browser = await startBrowser()
})

afterAll(() => browser.close())

/** The text that an element shows. */
const text = (selector: string, from = page): Promise<string> =>
  from.$eval(selector, (element) => ("innerText" in element ? String(element.innerText) : ""))

/** Waits until an element shows a text. */
const shows = async (selector: string, part: string, from = page): Promise<void> => {
  await from.waitForFunction(
    `document.querySelector(${JSON.stringify(selector)})?.innerText.includes(${JSON.stringify(part)})`,
  )
}

/** Waits until an element does not show a text any more. */
const showsNo = async (selector: string, part: string): Promise<void> => {
  await page.waitForFunction(
    `!document.querySelector(${JSON.stringify(selector)})?.innerText.includes(${JSON.stringify(part)})`,
  )
}

/** Presses Tab until the element has the focus. */
const tabTo = async (selector: string): Promise<void> => {
  for (let count = 0; count < 150; count++) {
    if ((await page.evaluate(`document.activeElement?.matches(${JSON.stringify(selector)})`)) === true) return
    await page.keyboard.press("Tab")
  }
  assert.fail(`The keyboard does not reach ${selector}`)
}

const listTrustees = async () =>
  (
    await fetch(new URL(pathOf("Trustees.list"), scene.url), {
      headers: { authorization: `Bearer ${await scene.tokenOf(harborBank.clients.admin)}` },
    })
  ).status

describe("the page", () => {
  beforeEach(async () => {
    scene = await startScene()
    ;({ complaints, page } = await openPage(browser, scene.url))
    await shows("#link", "Following what happens")
  })

  afterEach(async () => {
    assert.deepStrictEqual(complaints, [])
    await page.close()
    await scene.stop()
  })

  it("shows organizations, trusts, pairings, and what a person may do", async () => {
    const organizationsText = await text("#organization-list")
    for (const { name } of world.organizations) assert.include(organizationsText, name)
    await shows("#trust-list", "Northwind Partners is in Harbor Bank enabled")
    await shows("#trust-list", "Tom Thorne Trust Administrator")
    await shows("#pairing-list", "1 d 23 h left")
    assert.match(await page.$eval("#picture svg title", ({ textContent }) => textContent ?? ""), /^2 trusts: Northwind/)
    await shows("#may", "Has 8 permissions there:")
    await page.select("#person", `${northwindPartners.id} ${northwindPartners.users.olaf.id}`)
    await shows("#may", "May do nothing there. The person is inactive.")
  })

  it("follows the calls that a client makes meanwhile, and what they change", async () => {
    const guest = await scene.tokenOf(harborBank.clients.guest)
    await fetch(new URL(`${pathOf("Trustees.list")}?pageSize=7`, scene.url), {
      headers: { authorization: `Bearer ${guest}` },
    })
    await shows("#call-rows tr", "/trustees?pageSize=7 missing.any.permissions")
    assert.match(await text("#call-rows tr"), /403[\s\S]*Harbor Bank/)
    await scene.ask("Trustees.update")
    await shows("#trust-list", "Northwind Partners is in Harbor Bank disabled")
    await shows("#may", "May do nothing there. The trust is disabled.")
    await scene.ask("Trustees.remove")
    await shows("#trust-list", "Northwind Partners was in Harbor Bank removed")
  })

  it("moves the clock, and says what ends thereby", async () => {
    await page.click("aria/Forward by 1 day")
    await shows("#said", "The clock is at ")
    await shows("#pairing-list", "23 h 59 min left")
    await page.click("aria/Forward by 1 day")
    await shows("#pairing-list", "expired")
    await page.$eval("#moment", (input) => input.setAttribute("min", "2000-01-01T00:00:00"))
    await page.$eval("#moment", (input) => "value" in input && (input.value = "2101-02-03T04:05:06"))
    await page.click("#move-to button")
    await shows("#now", "2101-02-03 04:05")
    assert.notInclude(await text("#pairing-list"), "left")
  })

  it("switches a fault on and off, for one operation", async () => {
    await page.select("#fault-operation", "Trustees.list")
    await page.click("aria/503, again after 1 s")
    await shows("#switches", "Trustees.list, not hit yet")
    assert.strictEqual(await listTrustees(), 503)
    await shows("#switches", "Trustees.list, hit 1 time")
    await shows("#call-rows tr", "fault: status")
    await page.click('[aria-checked="true"]')
    await showsNo("#switches", "Trustees.list")
    assert.strictEqual(await listTrustees(), 200)
  })

  it("leaves what else a plan says, and ends it when told to", async () => {
    await scene.send({
      method: "PUT",
      path: "/_emulator/faults",
      body: '{"rateLimit":{"limit":100},"settlingMillis":5,"rules":[{"fault":{"type":"latency","minMillis":1,"maxMillis":1}}]}',
    })
    await shows("#other-faults", "At most 100 requests of a token in 60 s")
    await page.click("aria/Connection cut")
    await shows("#said", "On: Connection cut.")
    await shows("#other-faults", "Reads see changes after 5 ms")
    await page.click("aria/End: Reads see changes after 5 ms")
    await showsNo("#other-faults", "Reads see")
    await shows("#other-faults", '"latency"')
    await page.click("#no-faults")
    await showsNo("#other-faults", "At most")
    const { text: faults } = await scene.send({ method: "GET", path: "/_emulator/faults" })
    assert.deepStrictEqual(JSON.parse(faults), { plan: { seed: 0, rules: [] }, hits: [] })
  })

  it("works by keyboard alone: skips, resets, and comes back to where it was", async () => {
    await page.keyboard.press("Tab")
    assert.strictEqual(await page.evaluate("document.activeElement.textContent"), "Skip to the content")
    await page.keyboard.press("Enter")
    assert.strictEqual(await page.evaluate("document.activeElement.id"), "main")
    await tabTo("#switches button")
    await page.keyboard.press("Space")
    await shows("#said", "On: Slow")
    await page.waitForFunction(`document.activeElement.matches('[aria-checked="true"]')`)
    await tabTo("#ask-reset")
    await page.keyboard.press("Enter")
    assert.strictEqual(await page.evaluate("document.activeElement.id"), "do-reset")
    await page.keyboard.press("Escape")
    assert.strictEqual(await page.evaluate("document.activeElement.id"), "ask-reset")
    assert.include(await text("#trust-list"), "Harbor Bank")
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await shows("#said", "The emulator is as at its start.")
    await shows("#picture", "No trusts yet.")
    await shows("#pairing-list", "No pairings yet.")
    assert.isNull(await page.$('[aria-checked="true"]'))
  })

  it("has what to copy for a client", async () => {
    const { id } = northwindPartners.clients.nina
    await page.select("#client", id)
    const shown = await text("#client-shown")
    for (const line of [
      `export GENESYSCLOUD_API_URL=${scene.url}`,
      `export GENESYSCLOUD_LOGIN_URL=${scene.url}`,
      `export GENESYSCLOUD_OAUTHCLIENT_ID=${id}`,
      "export GENESYSCLOUD_OAUTHCLIENT_SECRET=northwind-nina-secret",
      `setGateway({ protocol: "http", host: "127.0.0.1", port: ${new URL(scene.url).port} })`,
      `loginClientCredentialsGrant("${id}", "northwind-nina-secret")`,
    ]) {
      assert.include(shown, line)
    }
  })

  it("has for curl and the vendor's SDK what works as it stands", async () => {
    const blocks = await page.$$eval("#client-shown pre", (all) => all.map(({ textContent }) => textContent ?? ""))
    const [, curl = "", sdk = ""] = blocks
    const asCurl = await run("sh", ["-c", curl])
    assert.include(asCurl.stdout, `"id":"${northwindPartners.id}"`)
    // The SDK watches a file in the home directory, which would keep the program from its end.
    const program = `${sdk}\nprocess.exit()`
    const home = await mkdtemp(join(tmpdir(), "org-trust-page-"))
    const asSdk = await run(process.execPath, ["--input-type=module", "--eval", program], {
      cwd: import.meta.dirname,
      env: { ...process.env, HOME: home, USERPROFILE: home },
    })
    await rm(home, { recursive: true })
    assert.include(asSdk.stdout, northwindPartners.id)
  })

  it("has a name for everything that can be used, and a heading for each part", async () => {
    const nameless =
      await page.evaluate(`Array.from(document.querySelectorAll("button, select, input, section, nav, svg, [tabindex='0']"))
      .filter((element) => !element.labels?.length && !element.getAttribute("aria-label") &&
        !document.getElementById(element.getAttribute("aria-labelledby") ?? "") && !element.textContent.trim())
      .map((element) => element.outerHTML)`)
    assert.deepStrictEqual(nameless, [])
    const tree = await page.accessibility.snapshot()
    assert.deepInclude(tree, { role: "RootWebArea", name: "Org Trust emulator" })
  })

  it.each([
    { width: 1280, scheme: "light" },
    { width: 400, scheme: "dark" },
    { width: 320, scheme: "light" },
  ] as const)("fits on $width pixels", async (looks) => {
    const other = await openPage(browser, scene.url, looks)
    await shows("#trust-list", "Harbor Bank", other.page)
    assert.isAtMost(Number(await other.page.evaluate("document.documentElement.scrollWidth")), looks.width)
    assert.deepStrictEqual(other.complaints, [])
    await other.page.close()
  })
})

describe("what the world says", () => {
  const evil = `<img src=x onerror="document.title='evil'"><script>document.title='evil'</script>'"&`
  let emulator: RunningEmulator

  it("stays text, whatever it is", async () => {
    emulator = await startEmulator({
      world: {
        organizations: world.organizations.map((organization) => ({
          ...organization,
          name: `${organization.name} ${evil}`,
          users: organization.users.map((user) => ({ ...user, name: evil })),
          groups: organization.groups.map((group) => ({ ...group, name: evil })),
          roles: organization.roles.map((role) => ({ ...role, name: evil })),
        })),
        clients: world.clients,
      },
    })
    const { admin } = northwindPartners.clients
    const authorization = `Bearer ${await login(emulator.url, admin)}`
    const answer = await fetch(new URL(pathOf("Pairings.create"), emulator.url), {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: JSON.stringify({ userIds: [northwindPartners.users.tom.id] }),
    })
    assert.strictEqual(answer.status, 200)
    await fetch(new URL(`${basePath}/${encodeURIComponent(evil)}?${evil}`, emulator.url))
    const opened = await openPage(browser, emulator.url)
    await shows("#pairing-list", evil, opened.page)
    await shows("#call-rows", "onerror", opened.page)
    assert.strictEqual(await opened.page.title(), "Org Trust emulator")
    assert.isNull(await opened.page.$("img"))
    assert.deepStrictEqual(opened.complaints, [])
    await opened.page.close()
    await emulator.stop()
  })
})

it("says when the emulator is gone, and follows the next one at its address", async () => {
  const emulator = await startEmulator()
  const opened = await openPage(browser, emulator.url)
  await shows("#link", "Following what happens", opened.page)
  await emulator.stop()
  await shows("#link", "No connection; trying again", opened.page)
  const next = await startEmulator({ port: Number(new URL(emulator.url).port) })
  await shows("#link", "Following what happens", opened.page)
  await login(next.url, harborBank.clients.admin)
  await shows("#call-rows", "POST /oauth/token", opened.page)
  assert.lengthOf(await opened.page.$$("#call-rows tr"), 1)
  await opened.page.close()
  await next.stop()
})
