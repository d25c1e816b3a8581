import { once } from "node:events"
import { connect, type Socket } from "node:net"
import { json } from "./json.ts"
import type { RawAnswer } from "./wire.ts"

/** A connection on which anything can be said. */
export interface RawSocket {
  readonly socket: Socket
  /** Writes bytes, and waits until they are on their way. Nothing happens where the server has hung up. */
  readonly write: (bytes: string | Uint8Array) => Promise<void>
  /** Everything that has come back, once so many answers have, or the server has hung up. */
  readonly answers: (count?: number) => Promise<ReadonlyArray<RawAnswer>>
  /** Waits until the connection is closed. */
  readonly closed: Promise<void>
  readonly destroy: () => void
}

/** The answers in a stream of bytes, and how many bytes they take. An answer that is not complete is not counted. */
export const parseAnswers = (
  bytes: Buffer,
): { readonly answers: ReadonlyArray<RawAnswer>; readonly length: number } => {
  const answers: Array<RawAnswer> = []
  let at = 0
  for (;;) {
    const end = bytes.indexOf("\r\n\r\n", at)
    if (end === -1) return { answers, length: at }
    const [start = "", ...lines] = bytes.toString("latin1", at, end).split("\r\n")
    const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(start)?.[1])
    if (Number.isNaN(status)) throw new Error(`No status line: ${start}`)
    const headers = Object.fromEntries(
      lines.map((line) => {
        const colon = line.indexOf(":")
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
      }),
    )
    const length = Number(headers["content-length"] ?? 0)
    if (bytes.length < end + 4 + length) return { answers, length: at }
    answers.push({ status, headers, text: bytes.toString("utf8", end + 4, end + 4 + length) })
    at = end + 4 + length
  }
}

/** Connects to a server. */
export const openSocket = async (url: string): Promise<RawSocket> => {
  const { hostname, port } = new URL(url)
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true })
  socket.setNoDelay(true)
  const chunks: Array<Uint8Array> = []
  let isClosed = false
  let wake = () => {}
  socket.on("data", (chunk: Uint8Array) => {
    chunks.push(chunk)
    wake()
  })
  // Being hung up on is to be expected.
  socket.on("error", () => {})
  socket.on("end", () => socket.end())
  const closed = new Promise<void>((resolve) => {
    socket.once("close", () => {
      isClosed = true
      wake()
      resolve()
    })
  })
  await once(socket, "connect")
  return {
    socket,
    closed,
    destroy: () => socket.destroy(),
    write: (bytes) =>
      new Promise((resolve) => {
        if (!socket.writable) return resolve()
        socket.write(bytes, () => resolve())
      }),
    answers: async (count = Number.POSITIVE_INFINITY) => {
      for (;;) {
        const { answers } = parseAnswers(Buffer.concat(chunks))
        if (answers.length >= count || isClosed) return answers
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

/** What is not a complete answer of the emulator, in words; nothing if all are. */
export const flawOf = (answer: RawAnswer): string | undefined => {
  const { headers, status, text } = answer
  const correlationId = headers["inin-correlation-id"]
  if (typeof correlationId !== "string") return `${status} without a correlation id`
  if (status < 400) return undefined
  const body = json(answer)
  const isLogin = "error" in body && "description" in body
  const isComplete =
    body["status"] === status && body["contextId"] === correlationId && typeof body["code"] === "string"
  return isLogin || isComplete ? undefined : `${status} with ${text}`
}
