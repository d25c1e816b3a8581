/** A message of a stream of server-sent events. */
export interface Message {
  readonly id: string
  readonly event: string
  readonly data: string
}

const fieldOf = (block: string, name: string): string =>
  block
    .split("\n")
    .filter((line) => line.startsWith(`${name}: `))
    .map((line) => line.slice(name.length + 2))
    .join("\n")

/** The messages of a response, as they come. It is closed when nobody asks for more. */
export async function* messages({ body }: Response): AsyncGenerator<Message> {
  if (body === null) throw new Error("expected a body, got none")
  let rest = ""
  for await (const text of body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split("\n\n")
    rest = blocks.pop() ?? ""
    for (const block of blocks) {
      if (block.startsWith(":")) continue
      yield { id: fieldOf(block, "id"), event: fieldOf(block, "event"), data: fieldOf(block, "data") }
    }
  }
}

/** Follows the events of an emulator until there are so many. */
export const follow = async (
  url: string,
  many: number,
  query = "",
  headers: Readonly<Record<string, string>> = {},
): Promise<ReadonlyArray<Message>> => {
  const found: Array<Message> = []
  const response = await fetch(new URL(`/_emulator/events${query}`, url), { headers })
  if (many === 0) {
    await response.body?.cancel()
    return []
  }
  for await (const message of messages(response)) {
    found.push(message)
    if (found.length === many) break
  }
  return found
}
