import { basePath } from "@org-trust/core/Operation"
import { maxBodyBytes } from "../../../src/emulator/internal/EveryRequest.ts"
import { maxHeadBytes } from "@org-trust/testkit/emulator/NodeServer"

/** Something that a client should not send, and what comes back. */
export interface Hostile {
  readonly name: string
  /** Bytes, in the pieces in which they are sent. */
  readonly pieces: ReadonlyArray<string | Uint8Array>
  /** The statuses of all answers. */
  readonly statuses: ReadonlyArray<number>
  /** Who ends the connection: the server, or the client after the answers. */
  readonly end: "server" | "client" | "half"
  /** Not to be followed by others: the server waits for an end, or drops what is sent without waiting for the answer. */
  readonly isLast?: true
}

const list = `GET ${basePath}/trustees`
const pairings = `POST ${basePath}/pairings`

/** Everything hostile, for a caller with this token. */
export const hostileRequests = (token: string): ReadonlyArray<Hostile> => {
  const host = "host: emulator.test\r\n"
  const bearer = `authorization: Bearer ${token}\r\n`
  const asJson = "content-type: application/json\r\n"
  const get = `${list} HTTP/1.1\r\n${host}${bearer}\r\n`
  const post = (headers: string, body: string) =>
    `${pairings} HTTP/1.1\r\n${host}${bearer}${asJson}${headers}\r\n${body}`
  const wrongBody = '{"userIds":7}'
  const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
  const bytes = (...parts: ReadonlyArray<string | ReadonlyArray<number>>) =>
    Buffer.concat(parts.map((part) => (typeof part === "string" ? Buffer.from(part, "latin1") : Buffer.from(part))))
  const big = " ".repeat(64 * 1024)
  const tooBig = Array.from({ length: Math.ceil(maxBodyBytes / big.length) + 1 }, () => big)
  const unreadable = (name: string, ...pieces: Hostile["pieces"]): Hostile => ({
    name,
    pieces,
    statuses: [400],
    end: "server",
  })

  return [
    { name: "a request byte by byte", pieces: Array.from(get), statuses: [200], end: "client" },
    {
      name: "requests in a pipeline",
      pieces: [get.repeat(10)],
      statuses: Array.from({ length: 10 }, () => 200),
      end: "client",
    },
    {
      name: "requests in a pipeline, cut anywhere",
      pieces: Array.from({ length: 41 }, (_, at) => get.repeat(5).slice(at * 40, (at + 1) * 40)).filter(
        (piece) => piece !== "",
      ),
      statuses: [200, 200, 200, 200, 200],
      end: "client",
    },
    {
      name: "garbage behind requests in a pipeline",
      pieces: [`${get}${post(`content-length: ${wrongBody.length}\r\n`, wrongBody)}\u0000\u0001garbage\r\n\r\n`],
      statuses: [200, 400, 400],
      end: "server",
    },
    { name: "half a request, then no more", pieces: [get.slice(0, 40)], statuses: [400], end: "half" },
    { name: "nothing, then no more", pieces: [""], statuses: [], end: "half" },
    {
      name: "an oversized body, declared",
      pieces: [post(`content-length: ${maxBodyBytes + 1}\r\n`, big)],
      statuses: [413],
      end: "server",
    },
    {
      name: "an oversized body, in chunks",
      pieces: [post("transfer-encoding: chunked\r\n", ""), ...tooBig.map(chunk)],
      statuses: [413],
      end: "server",
      isLast: true,
    },
    {
      name: "a body for what takes none",
      pieces: [`${list} HTTP/1.1\r\n${host}${bearer}content-length: ${big.length}\r\n\r\n${big}${get}`],
      statuses: [200, 200],
      end: "client",
    },
    unreadable("a huge header", `${list} HTTP/1.1\r\n${host}x: ${"x".repeat(maxHeadBytes)}\r\n\r\n`),
    unreadable("many headers", `${list} HTTP/1.1\r\n${host}${"x: 1\r\n".repeat(maxHeadBytes / 2)}\r\n`),
    {
      name: "as many headers as fit, and the token last",
      pieces: [`${list} HTTP/1.1\r\n${host}${"x:\r\n".repeat(3000)}${bearer}\r\n`],
      statuses: [200],
      end: "client",
    },
    unreadable(
      "headers without end",
      `${list} HTTP/1.1\r\n`,
      ...Array.from({ length: 40 }, (_, at) => `x-${at}: ${"y".repeat(1000)}\r\n`),
    ),
    unreadable("a path without end", "GET /", ...Array.from({ length: 40 }, () => "a".repeat(1000))),
    unreadable(
      "invalid UTF-8 in a path",
      bytes(`GET ${basePath}/trustees/`, [0xc3, 0x28, 0xff], ` HTTP/1.1\r\n${host}${bearer}\r\n`),
    ),
    {
      name: "invalid UTF-8 in a header",
      pieces: [bytes(`${list} HTTP/1.1\r\n${host}x: `, [0xc3, 0x28, 0xff], "\r\n", `${bearer}\r\n`)],
      statuses: [200],
      end: "client",
    },
    {
      name: "invalid UTF-8 in a token",
      pieces: [bytes(`${list} HTTP/1.1\r\n${host}authorization: Bearer `, [0xc3, 0x28, 0xff], "\r\n\r\n")],
      statuses: [401],
      end: "client",
    },
    {
      name: "invalid UTF-8 in a body",
      pieces: [bytes(post("content-length: 15\r\n", '{"userIds":"'), [0xc3, 0x28, 0xff])],
      statuses: [400],
      end: "client",
    },
    {
      name: "bytes of nothing",
      pieces: [bytes([0, 1, 2, 3, 0xff, 0xfe, 0x0d, 0x0a, 0x0d, 0x0a])],
      statuses: [400],
      end: "server",
    },
    unreadable("a greeting of TLS", bytes([0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03])),
    unreadable("another protocol", "EHLO emulator.test\r\n"),
    unreadable("the preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    unreadable("a method that there is not", `FETCH /trustees HTTP/1.1\r\n${host}\r\n`),
    unreadable("a version that there is not", `${list} HTTP/9.9\r\n${host}\r\n`),
    unreadable("a chunk that is no chunk", post("transfer-encoding: chunked\r\n", "zz\r\n{}\r\n0\r\n\r\n")),
    unreadable("a chunk longer than it says", post("transfer-encoding: chunked\r\n", "2\r\n{}{}\r\n0\r\n\r\n")),
    unreadable("a chunk of a length beyond all", post("transfer-encoding: chunked\r\n", "fffffffffffffffff\r\n{}")),
    unreadable("a negative length", post("content-length: -1\r\n", wrongBody)),
    unreadable("a length that is no number", post("content-length: 1e3\r\n", wrongBody)),
    unreadable("a length beyond all", post("content-length: 99999999999999999999999\r\n", wrongBody)),
    unreadable("two lengths", post("content-length: 2\r\ncontent-length: 13\r\n", wrongBody)),
    unreadable(
      "a length and chunks",
      post(`content-length: ${wrongBody.length}\r\ntransfer-encoding: chunked\r\n`, `0\r\n\r\n${get}`),
    ),
    unreadable("chunks and a length", post(`transfer-encoding: chunked\r\ncontent-length: 4\r\n`, `0\r\n\r\n${get}`)),
    unreadable("chunks that are not last", post("transfer-encoding: chunked, identity\r\n", `0\r\n\r\n${get}`)),
    unreadable("chunks under another name", post("transfer-encoding: xchunked\r\n", `0\r\n\r\n${get}`)),
    unreadable("a name with a space", `${list} HTTP/1.1\r\n${host}content-length : 5\r\n\r\n`),
    unreadable("a line that ends early", `${list} HTTP/1.1\r\n${host}x: a\rb\r\n\r\n`),
    { name: "no host", pieces: [`${list} HTTP/1.1\r\n${bearer}\r\n`], statuses: [400], end: "client" },
    {
      name: "an absolute form",
      pieces: [`GET http://emulator.test${basePath}/trustees HTTP/1.1\r\n${host}${bearer}\r\n`],
      statuses: [200],
      end: "client",
    },
    { name: "an asterisk", pieces: [`OPTIONS * HTTP/1.1\r\n${host}\r\n`], statuses: [404], end: "client" },
    { name: "HTTP/1.0", pieces: [`${list} HTTP/1.0\r\n${bearer}\r\n`], statuses: [200], end: "server" },
    {
      name: "HTTP/1.0 that wants to stay",
      pieces: [`${list} HTTP/1.0\r\n${bearer}connection: keep-alive\r\n\r\n${list} HTTP/1.0\r\n${bearer}\r\n`],
      statuses: [200, 200],
      end: "server",
    },
    {
      name: "an expectation",
      pieces: [`${list} HTTP/1.1\r\n${host}${bearer}expect: the-unexpected\r\n\r\n`],
      statuses: [200],
      end: "client",
    },
    {
      name: "another protocol to go on with",
      pieces: [`${list} HTTP/1.1\r\n${host}${bearer}connection: upgrade, http2-settings\r\nupgrade: h2c\r\n\r\n`],
      statuses: [200],
      end: "client",
      isLast: true,
    },
    { name: "a tunnel", pieces: [`CONNECT emulator.test:443 HTTP/1.1\r\n${host}\r\n`], statuses: [404], end: "server" },
  ]
}
