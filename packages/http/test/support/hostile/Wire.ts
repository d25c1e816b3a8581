/**
 * A response that gives a hostile answer, and notes how it is read.
 */
import type { HostileAnswer } from "./Answer.ts"

/** What was read of a body. */
export interface Reading {
  /** Bytes that were asked for and given. */
  pulled: number
  /** Whether the reader said that it wants no more. */
  isCancelled: boolean
  /** Whether the body ended or broke off by itself. */
  isOver: boolean
}

/** Nothing read yet. */
export const unread = (): Reading => ({ pulled: 0, isCancelled: false, isOver: false })

/** Comes between the repetitions of a body. */
export const filler = new Uint8Array(16_000).fill(0x20)

const bodyOf = ({ chunks, ending }: HostileAnswer, reading: Reading): ReadableStream<Uint8Array> | null => {
  if (chunks === undefined) return null
  let next = 0
  const forEver = [...chunks, filler]
  const nextChunk = () => {
    const index = next++
    return ending === "repeats for ever" ? forEver[index % forEver.length] : chunks[index]
  }
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const chunk = nextChunk()
        if (chunk !== undefined) {
          reading.pulled += chunk.length
          controller.enqueue(chunk)
          return undefined
        }
        reading.isOver = ending !== "stalls"
        switch (ending) {
          case "ends":
            return controller.close()
          case "breaks off":
            return controller.error(new TypeError("terminated", { cause: new Error("other side closed") }))
          default:
            return new Promise<void>(() => {})
        }
      },
      cancel: () => {
        reading.isCancelled = true
      },
    },
    // Nothing is read ahead, so that what is pulled is what the client asked for.
    { highWaterMark: 0 },
  )
}

/** The answer as a response. `Response` itself refuses most statuses, and bodies with some. */
export const toResponse = (answer: HostileAnswer, reading: Reading): Response => {
  const headers = new Headers()
  for (const [name, value] of answer.headers) headers.append(name, value)
  const response = new Response(bodyOf(answer, reading), { headers })
  return Object.defineProperty(response, "status", { value: answer.status })
}
