import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, assert, beforeAll, describe, it } from "@effect/vitest"
import * as Schema from "effect/Schema"
import { basePath, operationNames } from "@org-trust/core/Operation"
import { organizations, world } from "@org-trust/testkit/BuiltInWorld"
import { WorldFile } from "@org-trust/testkit/WorldFile"
import { mainFile, runProcess, serve } from "./support/cli.ts"
import { run, serving } from "./support/inProcess.ts"
import { json, object } from "../../testkit/test/emulator/support/json.ts"
import { login } from "../../testkit/test/emulator/support/login.ts"
import { entryOf } from "../../testkit/test/emulator/support/table.ts"
import { flawOf, openSocket } from "../../testkit/test/emulator/support/rawSocket.ts"
import { send } from "../../testkit/test/emulator/support/wire.ts"

const { admin } = organizations.harborBank.clients

let directory: string

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "org-trust-cli-"))
})

afterAll(() => rm(directory, { recursive: true }))

const write = async (text: string): Promise<string> => {
  const file = join(directory, `${crypto.randomUUID()}.json`)
  await writeFile(file, text)
  return file
}

/** All that it says while it serves. */
const said = (url: string, callable = url) =>
  [
    `listening on ${url}`,
    `page for browsers: ${callable}/`,
    `export GENESYSCLOUD_API_URL=${callable}`,
    `export GENESYSCLOUD_LOGIN_URL=${callable}`,
    "",
  ].join("\n")

const listTrustees = async (url: string) =>
  send(url, {
    method: "GET",
    path: `${basePath}/trustees`,
    headers: { authorization: `Bearer ${await login(url, admin)}` },
  })

describe("org-trust in a process of its own", () => {
  it.each([["openapi"], ["nonsense"], ["emulate", "--world", "nowhere.json"]])(
    "says the same and ends with the same status as without one: %s",
    async (...args) => {
      assert.deepStrictEqual(await runProcess(...args), await run(...args))
    },
  )
})

describe("org-trust world", () => {
  it("prints a world that emulate takes", async () => {
    const { code, stderr, stdout } = await run("world")
    assert.deepStrictEqual([code, stderr], [0, ""])
    assert.deepStrictEqual(JSON.parse(stdout), Schema.encodeSync(WorldFile)(world))
    await serving(["--world", await write(stdout)], async (url) => {
      assert.strictEqual((await listTrustees(url)).status, 200)
    })
  })
})

describe("org-trust operations", () => {
  it("lists all operations", async () => {
    const { code, stdout } = await run("operations")
    assert.strictEqual(code, 0)
    const [headings = "", ...rows] = stdout.trimEnd().split("\n")
    assert.match(headings, /^operation +method and path +permissions/)
    assert.lengthOf(rows, operationNames.length)
    for (const [at, name] of operationNames.entries()) {
      const { apiName, base = "", method, path, since } = entryOf(name)
      const cells = rows[at]?.split(/ {2,}/)
      assert.deepStrictEqual(
        [cells?.[0], cells?.[1], cells?.at(-2), cells?.at(-1)],
        [name, `${method} ${base}${path}`, apiName, `${since}`],
      )
    }
  })
})

describe("org-trust openapi", () => {
  it("prints the document that the emulator serves", async () => {
    const { code, stdout } = await run("openapi")
    assert.strictEqual(code, 0)
    await serving([], async (url) => {
      const served = json(await send(url, { method: "GET", path: "/openapi.json" }))
      assert.deepStrictEqual(object(JSON.parse(stdout)), served)
    })
  })
})

describe("org-trust emulate", () => {
  it("says where it listens and how to get there, serves, and stops when told to", async () => {
    const served = await serve()
    assert.match(served.url, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
    assert.strictEqual((await listTrustees(served.url)).status, 200)
    const { code, stderr, stdout } = await served.stop("SIGTERM")
    assert.deepStrictEqual([stdout, stderr], [said(served.url), ""])
    assert.strictEqual(code, 143)
  })

  it("says only where it listens when it is to be quiet", async () => {
    const served = await serve("--quiet")
    assert.strictEqual((await listTrustees(served.url)).status, 200)
    const { stdout, stderr } = await served.stop()
    assert.deepStrictEqual([stdout, stderr], [`listening on ${served.url}\n`, ""])
  })

  it("has the page that it names", async () => {
    await serving([], async (url) => {
      const answer = await fetch(`${url}/`, { headers: { accept: "text/html" } })
      assert.match(await answer.text(), /^<!doctype html>/i)
    })
  })

  it("says by its status which signal has stopped it", async () => {
    const served = await serve()
    assert.strictEqual((await served.stop("SIGINT")).code, 130)
  })

  it("ends with the package manager that has started it, though no signal reaches it", async () => {
    const url = await new Promise<string>((resolve, reject) => {
      const program = `const { spawn } = require("node:child_process")
        spawn(process.execPath, [process.argv[1], "emulate", "--quiet"], { stdio: "inherit", env: { ...process.env, npm_command: "exec" } })`
      const wrapper = spawn(process.execPath, ["--eval", program, mainFile, "npx"], {
        stdio: ["ignore", "pipe", "inherit"],
      })
      wrapper.once("exit", () => reject(new Error("The wrapper ended")))
      wrapper.stdout.setEncoding("utf8").once("data", (line: string) => {
        wrapper.removeAllListeners("exit")
        wrapper.once("exit", () => resolve(line.trim().replace("listening on ", "")))
        wrapper.kill("SIGKILL")
      })
    })
    // Without an end the test runs out of time.
    const serves = (): Promise<boolean> =>
      fetch(new URL("/health", url)).then(
        ({ ok }) => ok,
        () => false,
      )
    let isServing = true
    while (isServing) isServing = await serves()
    assert.isFalse(isServing)
  })

  it("lets pages of any origin use it, of some, or of none", async () => {
    const origins = async (...args: ReadonlyArray<string>) => {
      let allowed: string | null = null
      await serving(args, async (url) => {
        const answer = await fetch(new URL("/health", url), { headers: { origin: "https://a.example" } })
        allowed = answer.headers.get("access-control-allow-origin")
      })
      return allowed
    }
    assert.strictEqual(await origins(), "*")
    assert.strictEqual(await origins("--cors", "https://b.example,https://a.example/"), "https://a.example")
    assert.strictEqual(await origins("--cors", "https://b.example"), null)
    assert.strictEqual(await origins("--cors", "none"), null)
  })

  it("answers what is no request as the API answers", async () => {
    await serving([], async (url) => {
      const raw = await openSocket(url)
      await raw.write("EHLO emulator.test\r\n")
      const answers = await raw.answers()
      assert.deepStrictEqual(
        answers.map((answer) => [answer.status, flawOf(answer)]),
        [[400, undefined]],
      )
    })
  })

  it("stops on SIGINT", async () => {
    const served = await serve()
    const { stderr, stdout } = await served.stop("SIGINT")
    assert.deepStrictEqual([stdout, stderr], [said(served.url), ""])
  })

  it("stops promptly although clients say nothing, are between two requests, or stopped in the middle of one", async () => {
    const served = await serve()
    const { hostname, port } = new URL(served.url)
    const sends = [
      "",
      "GET / HTTP/1.1\r\nhost: x\r\n\r\n",
      "GET / HTTP/1.1\r\nho",
      "POST /oauth/token HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\na",
    ]
    const sockets = await Promise.all(
      sends.map(async (text) => {
        const socket = connect(Number(port), hostname)
        await once(socket, "connect")
        await new Promise<void>((resolve) => {
          socket.write(text, () => resolve())
        })
        return { socket, closed: once(socket, "close") }
      }),
    )
    // Another exchange after them, so that the server has seen what came before.
    await send(served.url, { method: "GET", path: "/_emulator/clock" })
    const before = performance.now()
    const { stderr, stdout } = await served.stop()
    // Less than it waits for the head of a request.
    assert.isBelow(performance.now() - before, 9_000)
    assert.deepStrictEqual([stdout, stderr], [said(served.url), ""])
    for (const { socket, closed } of sockets) {
      socket.resume()
      await closed
    }
  })

  it("says nothing about clients that go away", async () => {
    const served = await serve()
    const { hostname, port } = new URL(served.url)
    const token = await login(served.url, admin)
    const head = `POST ${basePath}/pairings HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-length: 9\r\n\r\n`
    for (let count = 0; count < 5; count++) {
      const socket = connect(Number(port), hostname)
      await once(socket, "connect")
      await new Promise<void>((resolve) => {
        socket.write(`${head}{`, () => resolve())
      })
      socket.destroy()
      assert.strictEqual((await listTrustees(served.url)).status, 200)
    }
    const { stderr, stdout } = await served.stop()
    assert.deepStrictEqual([stdout, stderr], [said(served.url), ""])
  })

  it("listens where it is told to", async () => {
    // A port that was free a moment ago.
    let port = ""
    await serving(["--port", "0"], async (url) => {
      ;({ port } = new URL(url))
    })
    const served = await serve("--port", port, "--host", "0.0.0.0")
    assert.strictEqual(served.url, `http://0.0.0.0:${port}`)
    const answer = await send(`http://127.0.0.1:${port}`, { method: "GET", path: "/_emulator/clock" })
    assert.strictEqual(answer.status, 200)
    // Nobody can call a host that stands for all.
    assert.strictEqual((await served.stop()).stdout, said(served.url, `http://127.0.0.1:${port}`))
  })

  it("says so when the port is in use", async () => {
    await serving([], async (url) => {
      const { port } = new URL(url)
      const { code, stderr, stdout } = await run("emulate", "--port", port)
      assert.deepStrictEqual([code, stdout], [1, ""])
      assert.match(stderr, new RegExp(`Cannot listen on 127\\.0\\.0\\.1, port ${port}: .*EADDRINUSE`))
      assert.notMatch(stderr, /^ +at /m)
    })
  })

  it.each(["65536", "http"])("says so when %s is no port", async (port) => {
    const { code, stderr } = await run("emulate", `--port=${port}`)
    assert.strictEqual(code, 64)
    assert.include(stderr, `--port: "${port}"`)
    assert.notMatch(stderr, /^ +at /m)
  })
})

describe.concurrent("a command line that is not understood", () => {
  it.each([
    ["emulate", "--nonsense"],
    ["verify"],
    ["operations", "more"],
    ["world", "--nonsense"],
    ["openapi", "-x"],
    ["plan"],
    ["apply", "trust.yaml", "--nonsense"],
    ["drift", "--nonsense"],
    ["review", "--nonsense"],
    ["explain", "--nonsense"],
    ["nonsense"],
  ])("%s %s ends with 64", async (...args) => {
    assert.strictEqual((await run(...args)).code, 64)
  })
})

describe.concurrent("a plan of faults", () => {
  it("is in force from the start", async () => {
    const plan = { rules: [{ operations: ["Trustees.list"], fault: { type: "status", status: 503 } }] }
    await serving(["--faults", await write(JSON.stringify(plan))], async (url) => {
      assert.strictEqual((await listTrustees(url)).status, 503)
      await send(url, { method: "DELETE", path: "/_emulator/faults" })
      assert.strictEqual((await listTrustees(url)).status, 200)
    })
  })

  it.each([
    { what: "another file", file: () => join(directory, "missing.json"), says: "Cannot read the plan of faults" },
    { what: "no json", file: () => write("{"), says: "JSON" },
    {
      what: "a plan for an operation that there is not",
      file: () => write('{"rules":[{"operations":["Trustees.lst"],"fault":{"type":"reset"}}]}'),
      says: 'no operation is called "Trustees.lst"\n  at ["rules"][0]["operations"][0]',
    },
  ])("cannot be $what", async ({ file, says }) => {
    const path = await file()
    const { code, stderr, stdout } = await run("emulate", "--faults", path)
    assert.deepStrictEqual([code, stdout], [1, ""])
    for (const text of [path, says]) assert.include(stderr.replaceAll(/^\s+at/gm, "  at"), text)
    assert.notMatch(stderr, /\.[jt]s:\d+/)
  })
})

describe.concurrent("a world file", () => {
  const secrets = Schema.encodeSync(WorldFile)(world).clients.map(({ secret }) => secret)

  const expect = {
    refused: async (file: string, ...says: ReadonlyArray<string>) => {
      const { code, stderr, stdout } = await run("emulate", "--world", file)
      assert.deepStrictEqual([code, stdout], [1, ""])
      for (const text of [file, ...says]) assert.include(stderr, text)
      for (const secret of secrets) assert.notInclude(stderr, secret)
      // No trace of where in the program it went wrong.
      assert.notMatch(stderr, /\.[jt]s:\d+/)
    },
  }

  /** The built-in world as text, with something put in the place of something else. */
  const changed = (change: (world: typeof WorldFile.Encoded) => object) =>
    write(JSON.stringify(change(Schema.encodeSync(WorldFile)(world))))

  it("has to be there", () => expect.refused(join(directory, "missing.json")))

  it("has to be a file", () => expect.refused(directory))

  it("has to be json", async () => {
    await expect.refused(await write(JSON.stringify(Schema.encodeSync(WorldFile)(world)).slice(0, -1)), "JSON")
    await expect.refused(await write(""), "JSON")
  })

  it("has to have organizations and clients", async () => {
    await expect.refused(await write("[]"))
    await expect.refused(await write("{}"), '["organizations"]', '["clients"]')
  })

  it("has to have fields of the right type", async () => {
    const file = await changed((right) => ({
      ...right,
      clients: right.clients.map((client, at) => (at === 3 ? { ...client, permissions: "all" } : client)),
    }))
    await expect.refused(file, '["clients"][3]["permissions"]')
  })

  it("has to have secrets that are text", async () => {
    const file = await changed((right) => ({
      ...right,
      clients: right.clients.map((client, at) => (at === 1 ? { ...client, secret: [client.secret] } : client)),
    }))
    await expect.refused(file, '["clients"][1]["secret"]')
  })

  it("has each client once", async () => {
    const file = await changed((right) => ({ ...right, clients: [...right.clients, ...right.clients.slice(0, 1)] }))
    await expect.refused(file, `["clients"][${secrets.length}]["id"]`, admin.id)
  })

  it("has each user of an organization once", async () => {
    const file = await changed(({ organizations, ...right }) => ({
      ...right,
      organizations: organizations.map((each, at) =>
        at === 1 ? { ...each, users: [...(each.users ?? []), ...(each.users ?? []).slice(0, 1)] } : each,
      ),
    }))
    await expect.refused(file, '["organizations"][1]["users"]', "is used twice")
  })

  it("knows the users of its clients", async () => {
    const userId = "99999999-9999-4999-8999-999999999999"
    const file = await changed((right) => ({
      ...right,
      clients: right.clients.map((client, at) => (at === 2 ? { ...client, userId } : client)),
    }))
    await expect.refused(file, '["clients"][2]["userId"]', userId, "Harbor Bank")
  })

  it("knows the organizations of its clients", async () => {
    const organizationId = "99999999-9999-4999-8999-999999999999"
    const file = await changed((right) => ({
      ...right,
      clients: right.clients.map((client, at) => (at === 0 ? { ...client, organizationId } : client)),
    }))
    await expect.refused(file, '["clients"][0]["organizationId"]', organizationId)
  })
})
