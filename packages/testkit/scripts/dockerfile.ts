/**
 * Looks at the command's Dockerfile, and carries out its steps without Docker: builds
 * what the image has, starts it as an unprivileged user where that is possible, asks
 * its health check, and stops it.
 */
import { execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { chmod, cp, mkdtemp, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { DockerfileParser, type Instruction } from "dockerfile-ast"
import { validate } from "dockerfile-utils"
import { freePort } from "./freePort.ts"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const text = await readFile(join(root, "packages/cli/Dockerfile"), "utf8")

const mistakes = validate(text)
for (const { message, range } of mistakes) console.error(`Dockerfile, line ${range.start.line + 1}: ${message}`)
if (mistakes.length > 0) process.exit(1)

const folder = await mkdtemp(join(tmpdir(), "org-trust-image-"))
await chmod(folder, 0o755)

const port = await freePort()
/** The folders of the image are in the folder of this try, and its port is a free one. */
const here = (part: string): string =>
  part.replaceAll(/(?<![\w.])\/(?=app|packed)/g, `${folder}/`).replaceAll("8080", `${port}`)

// What the package manager tells the script that it runs would hold its like back within the image.
const ofScripts = /^(?:npm|pnpm)_/i
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofScripts.test(name))),
  PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
  NO_PROXY: "*",
}

const instructions: ReadonlyArray<Instruction> = DockerfileParser.parse(text).getInstructions()
const argumentsOf = (name: string): ReadonlyArray<string> => {
  const found = instructions.find((each) => each.getKeyword() === name)
  if (found === undefined) throw new Error(`The Dockerfile has no ${name}`)
  const json: unknown = JSON.parse(/\[[\s\S]*\]/.exec(found.getRawArgumentsContent() ?? "")?.[0] ?? "null")
  if (!Array.isArray(json)) throw new Error(`${name} is not a list`)
  return json.map((each) => here(String(each)))
}

// As the .dockerignore beside the Dockerfile says.
const ignored = /\/(?:\.git|node_modules|dist)$|\.tsbuildinfo$/

const source = join(folder, "src")
await cp(root, source, { recursive: true, filter: (path) => !ignored.test(path) })
for (const each of instructions.filter((instruction) => instruction.getKeyword() === "RUN")) {
  const command = here(each.getRawArgumentsContent() ?? "")
  console.log(`RUN ${command}`)
  execFileSync("bash", ["-c", command], { cwd: source, env: environment, stdio: ["ignore", 2, 2] })
}

const [program = "", ...rest] = [...argumentsOf("ENTRYPOINT"), ...argumentsOf("CMD")]
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
const child = spawn(program, rest, { cwd: "/", env: environment, stdio: ["ignore", "inherit", "inherit"], ...nobody })
const ended = once(child, "exit")

const [checker = "", ...checks] = argumentsOf("HEALTHCHECK")
const isHealthy = async (): Promise<boolean> => {
  const [code] = await once(spawn(checker, checks, { env: environment, stdio: "ignore" }), "exit")
  return code === 0
}
let tries = 0
while (!(await isHealthy())) {
  tries += 1
  if (tries === 60 || child.exitCode !== null) throw new Error("The emulator does not answer")
}
child.kill("SIGTERM")
const [code, signal] = await ended
console.log(`healthy; SIGTERM ended it with ${code ?? signal}`)
if (code !== 143) process.exitCode = 1
await rm(folder, { recursive: true })
