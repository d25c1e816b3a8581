import { assert, describe, it } from "@effect/vitest"
import { run } from "./support/inProcess.ts"

const commands = async (): Promise<ReadonlyArray<string>> => {
  const { stdout } = await run("--help")
  const [, list = ""] = stdout.split("SUBCOMMANDS\n")
  return list.split("\n").flatMap((line) => /^ {2}([a-z-]+)/.exec(line)?.[1] ?? [])
}

describe("the help", () => {
  it("of every command has an example that calls it", async () => {
    const names = await commands()
    assert.includeMembers([...names], ["emulate", "verify", "plan", "apply", "review", "what-if"])
    for (const name of names) {
      const { stdout } = await run(name, "--help")
      assert.match(stdout, new RegExp(`EXAMPLES\\n.*\\n {2}org-trust ${name}\\b`), name)
    }
  })

  it.each(["emulate", "verify", "plan", "apply", "review"])(
    "of %s says of each number what it is by default",
    async (name) => {
      const { stdout } = await run(name, "--help")
      const numbers = stdout.split("\n").filter((line) => /^ {2}--[a-z-]+ (?:integer|N)\b/.test(line))
      assert.isNotEmpty(numbers)
      for (const line of numbers) assert.match(line, /default/)
    },
  )
})
