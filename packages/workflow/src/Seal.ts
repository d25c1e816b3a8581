/**
 * What keeps secrets out of the store and forged answers out of the runs. A pairing can
 * be used by whoever holds its id, so it is stored encrypted; a token by which a run is
 * answered leaves the house, so it is signed.
 */
import * as Context from "effect/Context"
import * as Aead from "effect/crypto/Aead"
import type * as CryptoError from "effect/crypto/CryptoError"
import * as Mac from "effect/crypto/Mac"
import * as SecureRandom from "effect/crypto/SecureRandom"
import * as Effect from "effect/Effect"
import * as Base64Url from "effect/encoding/Base64Url"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"

/**
 * A text was not sealed or signed with this key: it was forged or cut, or the key is another one.
 * @category errors
 * @since 0.1.0
 */
export class BadSeal extends Schema.TaggedError<BadSeal>()("BadSeal", {
  /** For people: parse nothing out of it. */
  message: Schema.String,
}) {}

/**
 * The key is too short to keep anything secret.
 * @category errors
 * @since 0.1.0
 */
export class WeakKey extends Schema.TaggedError<WeakKey>()("WeakKey", {
  /** For people: parse nothing out of it. */
  message: Schema.String,
}) {}

/**
 * Seals and signs with one key, which all processes of a store share.
 * @category services
 * @since 0.1.0
 */
export class Seal extends Context.Service<
  Seal,
  {
    /** Encrypts a secret. */
    readonly close: (secret: Redacted.Redacted) => Effect.Effect<string>
    /** Decrypts what was sealed. */
    readonly open: (sealed: string) => Effect.Effect<Redacted.Redacted, BadSeal>
    /** A text that can be read by all, with a signature: it says who wrote it. */
    readonly sign: (text: string) => Effect.Effect<string>
    /** The text that was signed. */
    readonly verify: (signed: string) => Effect.Effect<string, BadSeal>
  }
>()("@org-trust/workflow/Seal") {}

/**
 * The fewest characters of a key.
 * @category constants
 * @since 0.1.0
 */
export const leastKeyLength = 16

const nonceSize = 24
const utf8 = new TextEncoder()
const text = new TextDecoder()

const bad = (what: string) => new BadSeal({ message: `The ${what} is not one of ours, or was made with another key` })

const decode = (encoded: string, what: string) =>
  Result.match(Base64Url.decode(encoded), {
    onSuccess: (bytes) => Effect.succeed(bytes),
    onFailure: () => Effect.fail(bad(what)),
  })

/** What only a mistake of ours can cause: keys and sizes are fixed. */
const fixed = <A>(effect: Effect.Effect<A, CryptoError.CryptoError>): Effect.Effect<A> => Effect.orDie(effect)

/**
 * Seals with a key, of which a key for each purpose is derived. Fails with
 * {@link WeakKey} where it has fewer than {@link leastKeyLength} characters.
 * @category constructors
 * @since 0.1.0
 */
export const make = Effect.fnUntraced(function* (
  key: Redacted.Redacted,
): Effect.fn.Return<Seal["Service"], WeakKey, Aead.Aead | Mac.Mac | SecureRandom.SecureRandom> {
  const secret = Redacted.value(key)
  if (secret.length < leastKeyLength) {
    return yield* new WeakKey({
      message: `The key has ${secret.length} characters, at least ${leastKeyLength} are needed`,
    })
  }
  const aead = yield* Aead.Aead
  const mac = yield* Mac.Mac
  const random = yield* SecureRandom.SecureRandom
  const root = yield* fixed(Mac.key(Mac.hmacSha256, utf8.encode(secret)))
  const derive = (purpose: string) => fixed(mac.sign(root, utf8.encode(`org-trust/workflow/${purpose}`)))
  const sealing = yield* fixed(Aead.key(Aead.xchacha20Poly1305, yield* derive("seal")))
  const signing = yield* fixed(Mac.key(Mac.hmacSha256, yield* derive("sign")))
  return {
    close: (secret) =>
      Effect.gen(function* () {
        const nonce = yield* fixed(random.randomBytes(nonceSize))
        const sealed = yield* fixed(aead.encrypt(sealing, utf8.encode(Redacted.value(secret)), { nonce }))
        return Base64Url.encode(Uint8Array.from([...nonce, ...sealed]))
      }),
    open: (sealed) =>
      Effect.gen(function* () {
        const bytes = yield* decode(sealed, "sealed text")
        const opened = yield* aead
          .decrypt(sealing, bytes.subarray(nonceSize), { nonce: bytes.subarray(0, nonceSize) })
          .pipe(Effect.mapError(() => bad("sealed text")))
        return Redacted.make(text.decode(opened))
      }),
    sign: (plain) =>
      Effect.map(
        fixed(mac.sign(signing, utf8.encode(plain))),
        (tag) => `${Base64Url.encode(plain)}.${Base64Url.encode(tag)}`,
      ),
    verify: (signed) =>
      Effect.gen(function* () {
        const [encoded = "", tag = ""] = signed.trim().split(".")
        const plain = yield* decode(encoded, "token")
        const given = yield* decode(tag, "token")
        const isOurs = yield* fixed(mac.verify(signing, given, plain))
        return isOurs ? text.decode(plain) : yield* bad("token")
      }),
  }
})

/**
 * Seals with a key. Fails with {@link WeakKey} where the key is too short.
 * @category layers
 * @since 0.1.0
 */
export const layer = (key: Redacted.Redacted): Layer.Layer<Seal, WeakKey> =>
  Layer.effect(Seal, make(key)).pipe(
    Layer.provide([Aead.layerWebCrypto, Mac.layerWebCrypto]),
    Layer.provide(SecureRandom.layerWebCrypto),
  )
