/**
 * The emulator and Prism, each as a process of its own.
 */
import type { ChildProcess } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as OpenApi from "effect/http-api/OpenApi"
import { request } from "undici"
import { Api } from "@org-trust/http/Api"
import { freePort } from "../../scripts/freePort.ts"
import type { Effort } from "../harness/Comparison.ts"
import { pageSize, rolesBody, trusteeBody, trusteesBody } from "./answers.ts"
import { promises, underLoad } from "./load.ts"
import { engineFlags, message, start } from "./process.ts"
import { testkit } from "./versions.ts"

/** A server that is measured. */
interface Running {
  readonly url: string
  readonly token: string
  readonly process: ChildProcess
}

const probe = ["--import", join(import.meta.dirname, "cpuProbe.ts")]

/** The emulator with so many trustees, and a token of the trustor. */
export const startEmulator = async (trustees = pageSize): Promise<Running> => {
  const child = start(join(import.meta.dirname, "emulatorServer.ts"), [`${trustees}`], {
    execArgv: [...engineFlags, ...probe],
  })
  const { id, secret, url } = Object(await message(child))
  const { body } = await request(`${url}/oauth/token`, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString("base64")}`,
    },
    body: "grant_type=client_credentials",
  })
  const { access_token } = Object(await body.json())
  return { url, token: String(access_token), process: child }
}

/** The OpenAPI document of this library, with the emulator's answers as examples. */
const documentWithExamples = async (): Promise<string> => {
  const document = structuredClone(OpenApi.fromApi(Api))
  const examples = [
    ["get", "/api/v2/orgauthorization/trustees/{trusteeOrgId}", await trusteeBody()],
    ["put", "/api/v2/orgauthorization/trustees/{trusteeOrgId}", await trusteeBody()],
    ["get", "/api/v2/orgauthorization/trustees", await trusteesBody()],
    ["put", "/api/v2/orgauthorization/trustees/{trusteeOrgId}/users/{trusteeUserId}/roles", await rolesBody()],
  ] as const
  for (const [method, path, body] of examples) {
    const content = document.paths[path]?.[method]?.responses?.["200"]?.content?.["application/json"]
    if (content === undefined) throw new Error(`The document has no answer to ${method} ${path}`)
    Object.assign(content, { example: JSON.parse(body) })
  }
  return JSON.stringify(document)
}

/** Prism with the same document and answers. It asks for a token as well, and takes any. */
export const startPrism = async (): Promise<Running> => {
  const directory = mkdtempSync(join(tmpdir(), "org-trust-bench-"))
  const document = join(directory, "openapi.json")
  writeFileSync(document, await documentWithExamples())
  const port = await freePort()
  // What it writes and what browsers need would only slow it down.
  const quiet = ["--verboseLevel", "silent", "--cors", "false"]
  const child = start(
    join(testkit, "node_modules/@stoplight/prism-cli/dist/index.js"),
    ["mock", document, "--port", String(port), ...quiet],
    { execArgv: probe, stdio: ["ignore", "ignore", "inherit", "ipc"] },
  )
  // After Prism has been ended, which watches its document.
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }))
  return { url: `http://127.0.0.1:${port}`, token: "any", process: child }
}

/** What is asked of a server. */
export interface Asked {
  readonly method?: "GET" | "PUT"
  /** Below the API's base path. */
  readonly path: string
  readonly body?: unknown
}

const ask = async ({ token, url }: Running, { body: sent, method = "GET", path }: Asked): Promise<string> => {
  const { body, statusCode } = await request(`${url}/api/v2/orgauthorization${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      accept: "application/json",
      ...(sent !== undefined && { "content-type": "application/json" }),
    },
    ...(sent !== undefined && { body: JSON.stringify(sent) }),
  })
  const text = await body.text()
  if (statusCode !== 200) throw new Error(`${path} was answered with ${statusCode}: ${text}`)
  return text
}

const untilAnswered = async (server: Running, asked: Asked): Promise<string> => {
  for (let wait = 0; wait < 30_000; wait += 100) {
    const text = await ask(server, asked).catch((error: unknown) => error)
    if (typeof text === "string") return text
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return ask(server, asked)
}

/** Measures a server with requests, `askedAt` the number of each. */
export const measureServer = async (server: Running, askedAt: (count: number) => Asked, effort: Effort) => {
  const text = await untilAnswered(server, askedAt(0))
  const cpuTime = async () => {
    server.process.send("cpu")
    return Number(await message(server.process))
  }
  let count = 0
  const measures = await underLoad(
    promises(() => ask(server, askedAt(count++))),
    effort,
    cpuTime,
  )
  return { ...measures, bytes: text.length }
}
