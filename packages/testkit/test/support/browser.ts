/**
 * A real browser for tests: Chromium from the package registry, with the libraries that a bare machine lacks.
 */
import { existsSync } from "node:fs"
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises"
import { createRequire } from "node:module"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Browser, launch, type Page } from "puppeteer-core"

const cache = fileURLToPath(new URL("../../../../node_modules/.cache/chromium", import.meta.url))

/** Unpacks the browser and its libraries into a folder, which must be empty. */
const unpack = async (folder: string) => {
  const before = { TMPDIR: process.env["TMPDIR"], AWS_EXECUTION_ENV: process.env["AWS_EXECUTION_ENV"] }
  // The package unpacks into the folder for temporary files; the libraries only where it takes the machine for a bare one.
  Object.assign(process.env, { TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" })
  try {
    const { default: chromium } = await import("@sparticuz/chromium")
    await chromium.executablePath()
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

/** The folder of the unpacked browser. Tests that run side by side may unpack it at once: the first to finish wins. */
const unpacked = async (): Promise<string> => {
  const [, version = "any"] =
    /chromium@([\d.]+)/.exec(createRequire(import.meta.url).resolve("@sparticuz/chromium")) ?? []
  const folder = join(cache, version)
  if (existsSync(folder)) return folder
  await mkdir(cache, { recursive: true })
  const fresh = await mkdtemp(join(cache, "unpacking-"))
  await unpack(fresh)
  // The package's own list of folders has none but the one for temporary files.
  await writeFile(join(fresh, "fonts/fonts.conf"), `<fontconfig><dir>${join(folder, "fonts")}</dir></fontconfig>\n`)
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }))
  return folder
}

/** Starts a browser; whoever starts it closes it. */
export const startBrowser = async (): Promise<Browser> => {
  const folder = await unpacked()
  return launch({
    executablePath: join(folder, "chromium"),
    headless: "shell",
    // Tests often run as root, in containers, where the browser's own sandbox cannot be had.
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
    // The machine's own libraries and fonts come first, where it has them.
    env: {
      ...process.env,
      LD_LIBRARY_PATH: [process.env["LD_LIBRARY_PATH"], join(folder, "al2023/lib")].filter(Boolean).join(":"),
      ...(!existsSync("/etc/fonts/fonts.conf") && { FONTCONFIG_PATH: join(folder, "fonts") }),
    },
  })
}

/** How a page is looked at. */
export interface Looks {
  /** In CSS pixels. */
  readonly width?: number
  readonly scheme?: "light" | "dark"
}

/** A page that is open. */
export interface OpenPage {
  readonly page: Page
  /** What the console has told as an error or a warning, and what the page's programs have thrown. */
  readonly complaints: ReadonlyArray<string>
}

/** Opens the page at a URL, in a tab of its own. */
export const openPage = async (browser: Browser, url: string, looks: Looks = {}): Promise<OpenPage> => {
  const { scheme = "light", width = 1280 } = looks
  const page = await browser.newPage()
  const complaints: Array<string> = []
  page.on("console", (message) => {
    if (["error", "warn"].includes(message.type())) complaints.push(message.text())
  })
  page.on("pageerror", (error) => complaints.push(String(error)))
  await page.setViewport({ width, height: 900 })
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }])
  await page.goto(url)
  return { page, complaints }
}
