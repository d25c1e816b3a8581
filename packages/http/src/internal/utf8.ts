/** Turns bytes into text, piece by piece. */
export interface TextDecoder {
  readonly decode: (bytes?: Uint8Array, options?: { readonly stream: boolean }) => string
}

// Every platform has it, but the types of no platform are loaded here.
declare const TextDecoder: new () => TextDecoder

/** A decoder of UTF-8 whose pieces may end within a character. */
export const makeDecoder = (): TextDecoder => new TextDecoder()

let whole: TextDecoder | undefined

/** The text of bytes in UTF-8. */
export const decodeUtf8 = (bytes: Uint8Array): string => {
  // One is enough where each text is whole: nothing is left in it.
  whole ??= makeDecoder()
  return whole.decode(bytes)
}
