/**
 * Looks whether the documents of a packed package link to nothing but what is packed
 * with them, or to full addresses: `shippedLinks.ts ARCHIVE`.
 */
import { execFileSync } from "node:child_process"
import { posix } from "node:path"

const archive = process.argv[2]
if (archive === undefined) throw new Error("Usage: shippedLinks.ts ARCHIVE")

const tar = (...args: ReadonlyArray<string>): string =>
  execFileSync("tar", [...args, archive], { encoding: "utf8", maxBuffer: 2 ** 26 })

const files = tar("-tzf")
  .split("\n")
  .filter((name) => name !== "")
const isShipped = (path: string): boolean => files.some((file) => file === path || file.startsWith(`${path}/`))

const dead = files
  .filter((file) => file.endsWith(".md"))
  .flatMap((document) => {
    const text = execFileSync("tar", ["-xzOf", archive, document], { encoding: "utf8" }).replaceAll(
      /^```[\s\S]*?^```/gm,
      "",
    )
    return Array.from(text.matchAll(/\]\(([^)\s]+)\)/g), ([, target]) => target ?? "")
      .filter((target) => !/^(?:https?:|mailto:|#)/.test(target))
      .filter((target) => !isShipped(posix.join(posix.dirname(document), target.replace(/#.*/, ""))))
      .map((target) => `${document}: ${target} is not packed`)
  })

for (const line of dead) console.error(line)
if (dead.length > 0) process.exitCode = 1
