import * as Schema from "effect/Schema"

/** A call as the emulator tells it. */
export const SeenCall = Schema.Struct({
  number: Schema.Int,
  at: Schema.String,
  client: Schema.optionalKey(Schema.String),
  method: Schema.String,
  path: Schema.String,
  status: Schema.optionalKey(Schema.Int),
  code: Schema.optionalKey(Schema.String),
  faults: Schema.optionalKey(Schema.Array(Schema.String)),
})
export type SeenCall = typeof SeenCall.Type

const decode = Schema.decodeUnknownSync(Schema.fromJsonString(SeenCall))

/** A reader of server-sent calls. */
export interface CallStream {
  /** The next calls, so many of them. */
  readonly take: (count: number) => Promise<ReadonlyArray<SeenCall>>
  /** Whether the server has ended the stream. */
  readonly ended: () => Promise<boolean>
  readonly leave: () => Promise<void>
}

/** Opens the stream of calls; `after` is the number of the last call that is known. */
export const openCalls = async (url: string, after?: number): Promise<CallStream> => {
  const answer = await fetch(new URL("/_emulator/calls", url), {
    headers: after === undefined ? {} : { "last-event-id": String(after) },
  })
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (reader === undefined) throw new Error("There is no stream of calls")
  let text = ""
  const found: Array<SeenCall> = []
  return {
    take: async (count) => {
      while (found.length < count) {
        const { done, value } = await reader.read()
        if (done) throw new Error("The stream of calls has ended")
        const parts = (text + value).split("\n\n")
        text = parts.pop() ?? ""
        for (const part of parts) {
          const [, data] = /^data: (.*)$/m.exec(part) ?? []
          if (data !== undefined) found.push(decode(data))
        }
      }
      return found.splice(0, count)
    },
    ended: async () => (await reader.read()).done,
    leave: () => reader.cancel(),
  }
}
