import { type IncomingHttpHeaders, request } from "node:http"

/** A request as it goes over the wire, with nothing added, escaped or put right. */
export interface RawRequest {
  readonly method: string
  /** Path and query exactly as sent. */
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** Sends the body without saying how long it is. */
  readonly chunked?: boolean
}

/** An answer with its body as text. */
export interface RawAnswer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly text: string
}

/** Sends a request to a server. */
export const send = (url: string, { body, chunked = false, headers, method, path }: RawRequest): Promise<RawAnswer> => {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    const bytes = body === undefined ? undefined : Buffer.from(body)
    const outgoing = request({
      host: hostname,
      port,
      method,
      path,
      agent: false,
      headers: {
        ...(bytes !== undefined && !chunked && { "content-length": String(bytes.length) }),
        ...(bytes !== undefined && chunked && { "transfer-encoding": "chunked" }),
        ...headers,
      },
    })
    outgoing.on("error", reject)
    outgoing.on("response", (incoming) => {
      const chunks: Array<Uint8Array> = []
      incoming.on("error", reject)
      incoming.on("data", (chunk: Uint8Array) => chunks.push(chunk))
      incoming.on("end", () =>
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      )
    })
    outgoing.end(bytes)
  })
}
