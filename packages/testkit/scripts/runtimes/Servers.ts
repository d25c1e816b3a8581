/**
 * What the programs talk to: the emulator, in front of it one with a certificate, one
 * that takes its time for logins, and a proxy.
 */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createServer, request as forward, type RequestListener, type Server } from "node:http"
import { createServer as createSecureServer } from "node:https"
import {
  type AddressInfo,
  connect,
  createServer as createNetServer,
  type Server as NetServer,
  type Socket,
} from "node:net"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { Failing } from "./Tried.ts"

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** The certificate of the authority that signed that of the server. */
export const authority = file("certificates/authority.pem")

const listen = async (server: NetServer): Promise<number> => {
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port }: AddressInfo = Object(server.address())
  return port
}

/** What comes first over a connection, answered by this. */
const onFirstBytes = (act: (socket: Socket) => void): NetServer =>
  createNetServer((socket) => {
    socket.on("error", () => undefined)
    socket.once("data", () => act(socket))
  })

/** Where things are, and how to end them. */
export interface Servers {
  readonly emulator: string
  readonly secure: string
  /** Answers a login after half a second. */
  readonly slow: string
  /** Knows the emulator as `http://emulator.test`. */
  readonly proxy: string
  /** Where a request fails, by the phase in which it does. */
  readonly failing: Readonly<Record<Failing, string>>
  /** Logins that the slow one has had. */
  readonly logins: () => number
  /** Serves a page to a browser, of another origin than the emulator. */
  readonly page: (html: string) => Promise<string>
  readonly close: () => void
}

/** Starts them all. */
export const start = async (): Promise<Servers> => {
  const emulator = spawn(process.execPath, [file("../../../cli/src/main.ts"), "emulate"], {
    stdio: ["ignore", "pipe", "inherit"],
  })
  const [line]: ReadonlyArray<string> = await once(createInterface({ input: emulator.stdout }), "line")
  const url = new URL(line?.replace("listening on ", "") ?? "")
  const target = { host: url.hostname, port: Number(url.port) }
  const servers: Array<Server> = []
  let logins = 0

  const pass: RequestListener = (incoming, outgoing) => {
    const path = (incoming.url ?? "/").replace(/^https?:\/\/[^/]+/, "")
    const { method, headers } = incoming
    const onward = forward({ ...target, path, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(outgoing)
    })
    onward.on("error", () => outgoing.destroy())
    incoming.pipe(onward)
  }
  const serve = async (listener: RequestListener): Promise<string> => {
    const server = createServer(listener)
    servers.push(server)
    return `http://127.0.0.1:${await listen(server)}`
  }

  const secure = createSecureServer(
    { cert: readFileSync(file("certificates/server.pem")), key: readFileSync(file("certificates/server.key")) },
    pass,
  )
  const slow = await serve((incoming, outgoing) => {
    const isLogin = incoming.url === "/oauth/token"
    if (isLogin) logins++
    setTimeout(() => pass(incoming, outgoing), isLogin ? 500 : 0)
  })
  const proxy = createServer(pass).on("connect", (_request, socket, head) => {
    const tunnel = connect(target.port, target.host, () => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n")
      tunnel.write(head)
      tunnel.pipe(socket)
      socket.pipe(tunnel)
    })
    tunnel.on("error", () => socket.destroy())
    socket.on("error", () => tunnel.destroy())
  })
  const cut = onFirstBytes((socket) => socket.destroy())
  const half = onFirstBytes((socket) =>
    socket.write("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{", () => socket.destroy()),
  )
  const silent = onFirstBytes(() => undefined)
  const closed = createNetServer()
  const closedPort = await listen(closed)
  closed.close()
  const cutPort = await listen(cut)
  const secureUrl = `https://127.0.0.1:${await listen(secure)}`
  return {
    emulator: url.origin,
    secure: secureUrl,
    failing: {
      name: "http://no-such-host.invalid",
      connection: `http://127.0.0.1:${closedPort}`,
      certificate: secureUrl,
      handshake: `https://127.0.0.1:${cutPort}`,
      "no answer": `http://127.0.0.1:${cutPort}`,
      "no answer in time": `http://127.0.0.1:${await listen(silent)}`,
      "half an answer": `http://127.0.0.1:${await listen(half)}`,
    },
    slow,
    proxy: `http://127.0.0.1:${await listen(proxy)}`,
    logins: () => logins,
    page: (html) =>
      serve((_incoming, outgoing) => {
        outgoing.writeHead(200, { "content-type": "text/html" }).end(html)
      }),
    close: () => {
      for (const server of [...servers, secure, proxy]) {
        server.close()
        server.closeAllConnections()
      }
      for (const server of [cut, silent, half]) server.close()
      emulator.kill()
    },
  }
}
