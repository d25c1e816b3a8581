/**
 * The access tokens that the emulator gives out.
 */
import * as Context from "effect/Context"
import * as DateTime from "effect/DateTime"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as HashMap from "effect/HashMap"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Ref from "effect/Ref"
import * as Schema from "effect/Schema"
import { Platform } from "../../Platform.ts"
import type { WorldClient } from "../../WorldFile.ts"

/** A token, and for how long it is good. */
export interface IssuedToken {
  readonly token: Redacted.Redacted
  readonly lifetime: Duration.Duration
}

/** Gives out access tokens and knows whose they are. */
export class AccessTokens extends Context.Service<
  AccessTokens,
  {
    readonly issue: (client: WorldClient) => Effect.Effect<IssuedToken>
    /** The client of a token, unless the token is unknown or has expired. */
    readonly clientOf: (token: Redacted.Redacted) => Effect.Effect<Option.Option<WorldClient>>
    /** To whom a token was given, also if it is good no more; only where that is remembered. */
    readonly ownerOf: (token: string) => WorldClient | undefined
    /** From now on the token is good no more. */
    readonly forget: (token: Redacted.Redacted) => Effect.Effect<void>
  }
>()("./AccessTokens.ts") {}

const longAgo = DateTime.makeUnsafe(0)

/** Tokens in memory; each is good for `lifetime` of the platform's time. */
const inMemory = (platform: Platform["Service"], lifetime: Duration.Duration) =>
  Effect.map(
    Ref.make(HashMap.empty<string, { client: WorldClient; expires: DateTime.Utc }>()),
    (issued): AccessTokens["Service"] => ({
      issue: Effect.fnUntraced(function* (client) {
        const token = yield* platform.uuid
        const now = yield* platform.now
        const expires = DateTime.addDuration(now, lifetime)
        yield* Ref.update(issued, (all) =>
          // What has expired is of no use, and clients log in again and again.
          HashMap.set(
            HashMap.filter(all, (other) => DateTime.isLessThan(now, other.expires)),
            token,
            { client, expires },
          ),
        )
        return { token: Redacted.make(token), lifetime }
      }),
      clientOf: (token) =>
        Effect.map(platform.now, (now) =>
          Option.map(
            Option.filter(HashMap.get(Ref.getUnsafe(issued), Redacted.value(token)), ({ expires }) =>
              DateTime.isLessThan(now, expires),
            ),
            ({ client }) => client,
          ),
        ),
      ownerOf: (token) => Option.getOrUndefined(HashMap.get(Ref.getUnsafe(issued), token))?.client,
      forget: (token) =>
        Ref.update(
          issued,
          HashMap.modify(Redacted.value(token), ({ client }) => ({ client, expires: longAgo })),
        ),
    }),
  )

const Claims = Schema.fromJsonString(
  Schema.Struct({ client: Schema.String, expires: Schema.Finite, id: Schema.String }),
)
const writeClaims = Schema.encodeSync(Claims)
const readClaims = Schema.decodeUnknownOption(Claims)

/**
 * Tokens that say by themselves whose they are, so that they are good after a restart
 * and with other processes of the same journal. What is forgotten, this process alone forgets.
 */
const signed = (
  platform: Platform["Service"],
  seal: NonNullable<Platform["Service"]["seal"]>,
  lifetime: Duration.Duration,
): AccessTokens["Service"] => {
  const clients = new Map(platform.world.clients.map((client) => [client.id, client]))
  const forgotten = new Set<string>()
  const claimsOf = (token: string) => readClaims(seal.verify(token))
  return {
    issue: Effect.fnUntraced(function* ({ id: client }) {
      const expires = DateTime.toEpochMillis(DateTime.addDuration(yield* platform.now, lifetime))
      const token = seal.sign(writeClaims({ client, expires, id: yield* platform.uuid }))
      return { token: Redacted.make(token), lifetime }
    }),
    clientOf: (token) =>
      Effect.map(platform.now, (now) => {
        if (forgotten.has(Redacted.value(token))) return Option.none()
        return Option.flatMap(claimsOf(Redacted.value(token)), ({ client, expires }) =>
          DateTime.toEpochMillis(now) < expires ? Option.fromUndefinedOr(clients.get(client)) : Option.none(),
        )
      }),
    ownerOf: (token) => clients.get(Option.getOrUndefined(claimsOf(token))?.client ?? ""),
    forget: (token) =>
      Effect.sync(() => {
        forgotten.add(Redacted.value(token))
      }),
  }
}

/** The tokens of a platform; each is good for `lifetime` of its time. */
export const layer = (lifetime: Duration.Duration): Layer.Layer<AccessTokens, never, Platform> =>
  Layer.effect(
    AccessTokens,
    Effect.flatMap(Platform, (platform) =>
      platform.seal === undefined
        ? inMemory(platform, lifetime)
        : Effect.succeed(signed(platform, platform.seal, lifetime)),
    ),
  )
