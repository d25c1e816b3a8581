/**
 * Links of written pages that lead nowhere.
 */
import { globSync, readFileSync } from "node:fs"
import { dirname, join, relative } from "node:path"

/** A link, and the page that it is on. */
export interface DeadLink {
  readonly page: string
  readonly target: string
}

const attributes = (html: string, name: "href" | "id"): ReadonlyArray<string> =>
  Array.from(html.matchAll(new RegExp(`\\s${name}="([^"]*)"`, "g")), ([, value]) => value ?? "")

const unescaped = (text: string): string => decodeURIComponent(text.replaceAll("&amp;", "&"))

/** The links within a folder of pages whose page, or whose place in it, is not there. */
export const deadLinks = (folder: string): ReadonlyArray<DeadLink> => {
  const files = new Set(globSync("**/*", { cwd: folder }))
  const pages = [...files].filter((file) => file.endsWith(".html"))
  const html = new Map(pages.map((page) => [page, readFileSync(join(folder, page), "utf8")]))
  const ids = new Map(Array.from(html, ([page, text]) => [page, new Set(attributes(text, "id").map(unescaped))]))
  return Array.from(html).flatMap(([page, text]) =>
    [...new Set(attributes(text, "href"))].flatMap((target) => {
      if (/^(?:[a-z]+:|\/\/)/.test(target)) return []
      const [path = "", fragment = ""] = unescaped(target).split("#")
      const file = path === "" ? page : relative(folder, join(folder, dirname(page), path))
      const isThere = files.has(file) && (fragment === "" || !ids.has(file) || ids.get(file)?.has(fragment) === true)
      return isThere ? [] : [{ page, target }]
    }),
  )
}
