/**
 * Whom the commands about trust files call, and as whom: a profile is a set of
 * variables of the environment, or of a file that says the same.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import type * as Schema from "effect/Schema"
import * as Flag from "effect/cli/Flag"
import * as HttpClient from "effect/http/HttpClient"
import { OrganizationId, UserId } from "@org-trust/core/Identifiers"
import type { Services } from "@org-trust/core/Services"
import { correlationHeader } from "@org-trust/http/ErrorResponse"
import { environment } from "@org-trust/http/Environment"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import { fileProblem } from "../fileProblem.ts"
import { fileFlag, wholeFlag } from "../flags.ts"
import { cannotDo } from "./Failures.ts"

/** The flags that say whom to call, and how fast. */
export const connectionFlags = {
  profile: Flag.String("profile").pipe(
    Flag.withMetavar("NAME"),
    Flag.withDescription(
      "Whose credentials: those of NAME_GENESYSCLOUD_OAUTHCLIENT_ID and so on (default: of GENESYSCLOUD_OAUTHCLIENT_ID)",
    ),
    Flag.optional,
  ),
  profiles: fileFlag(
    "profiles",
    "File of lines NAME=value that these variables are read from before the environment (default: none)",
  ),
  rate: wholeFlag("rate", "Requests a minute at most; 0 is no limit (default 300, the platform's limit)", 0).pipe(
    Flag.withDefault(300),
  ),
} as const

/** The values of the flags. */
export interface ConnectionFlags {
  readonly profile: Option.Option<string>
  readonly profiles: Option.Option<string>
  readonly rate: number
}

/** A way to one organization. */
export interface Connection {
  readonly services: Layer.Layer<Services>
  /** The organization of the credentials, where the profile says it. */
  readonly organizationId: OrganizationId | undefined
  /** The user as whom the credentials act, where the profile says it. */
  readonly userId: UserId | undefined
  /** The requests that were sent so far. */
  readonly requests: () => number
  /** The platform's ids of the exchanges since this was last asked, of the last thousand at most. */
  readonly correlationIds: Effect.Effect<ReadonlyArray<string>>
}

const optional = <A>(schema: Schema.Codec<A, string>, name: string) => Config.option(Config.schema(schema, name))

const profileConfig = Config.all({
  environment: environment(),
  organizationId: optional(OrganizationId, "GENESYSCLOUD_ORGANIZATION_ID"),
  userId: optional(UserId, "GENESYSCLOUD_USER_ID"),
})

const provider = Effect.fnUntraced(function* (profile: string | undefined, file: Option.Option<string>) {
  const own = ConfigProvider.fromEnv()
  const all = Option.isNone(file)
    ? own
    : ConfigProvider.orElse(
        yield* ConfigProvider.fromDotEnv({ path: file.value }).pipe(
          Effect.mapError((error) => cannotDo(`Cannot read the profiles ${file.value}: ${fileProblem(error)}`)),
        ),
        own,
      )
  return profile === undefined ? all : ConfigProvider.nested(all, profile)
})

/** The way to the organization of a profile. */
export const connect = Effect.fnUntraced(function* (
  flags: ConnectionFlags,
  profile = Option.getOrUndefined(flags.profile),
) {
  const found = yield* profileConfig.parse(yield* provider(profile, flags.profiles)).pipe(
    Effect.mapError(({ message }) => {
      const whose = profile === undefined ? "The environment" : `The profile ${profile}`
      return cannotDo(`${whose} does not say whom to call and as whom: ${message.replace(/^SourceError: /, "")}`)
    }),
  )
  let requests = 0
  let correlationIds: ReadonlyArray<string> = []
  const counting = Layer.effect(
    HttpClient.HttpClient,
    Effect.map(HttpClient.HttpClient, (client) =>
      client.pipe(
        HttpClient.tapRequest(() => Effect.sync(() => void requests++)),
        HttpClient.tap(({ headers }) =>
          Effect.sync(() => {
            // It is of the other side: no more of it is kept than an id has.
            const id = headers[correlationHeader]?.replaceAll(/[^\w.:-]/g, "").slice(0, 100)
            if (id !== undefined && id !== "") correlationIds = [...correlationIds.slice(-999), id]
          }),
        ),
      ),
    ),
  ).pipe(Layer.provide(NodeHttpClient.layerUndici))
  const connection: Connection = {
    services: OrgTrust.layer({
      ...found.environment,
      pacing: flags.rate === 0 ? false : { limit: flags.rate },
      userAgent: "org-trust",
    }).pipe(Layer.provide(counting)),
    organizationId: Option.getOrUndefined(found.organizationId),
    userId: Option.getOrUndefined(found.userId),
    requests: () => requests,
    correlationIds: Effect.sync(() => {
      const noted = correlationIds
      correlationIds = []
      return noted
    }),
  }
  return connection
})
