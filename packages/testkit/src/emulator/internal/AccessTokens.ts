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
    /** From now on the token is unknown. */
    readonly forget: (token: Redacted.Redacted) => Effect.Effect<void>
  }
>()("./AccessTokens.ts") {}

/** Tokens in memory; each is good for `lifetime` of the platform's time. */
export const layer = (lifetime: Duration.Duration): Layer.Layer<AccessTokens, never, Platform> =>
  Layer.effect(
    AccessTokens,
    Effect.gen(function* () {
      const platform = yield* Platform
      const issued = yield* Ref.make(HashMap.empty<string, { client: WorldClient; expires: DateTime.Utc }>())
      return {
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
        clientOf: Effect.fnUntraced(function* (token) {
          const known = HashMap.get(yield* Ref.get(issued), Redacted.value(token))
          const now = yield* platform.now
          return Option.map(
            Option.filter(known, ({ expires }) => DateTime.isLessThan(now, expires)),
            ({ client }) => client,
          )
        }),
        forget: (token) => Ref.update(issued, HashMap.remove(Redacted.value(token))),
      }
    }),
  )
