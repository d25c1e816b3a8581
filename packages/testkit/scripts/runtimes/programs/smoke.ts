/**
 * What each runtime has to get through: a trust from its pairing to its end, and two
 * refusals. It is written with what a user would install, and nothing else.
 */
import { OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import { Pairings } from "@org-trust/core/Pairings"
import { Trustees } from "@org-trust/core/Trustees"
import { clientCredentials } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"

/** An OAuth client. */
export interface Client {
  readonly id: string
  readonly secret: string
}

/** Where to try, and as whom. */
export interface Setting {
  readonly url: string
  readonly trustee: Client
  readonly trustor: Client
  readonly nobody: Client
  readonly trusteeId: string
  readonly userId: string
  readonly roleId: string
}

/** The services as a client. */
export const layerAs = ({ url }: Setting, client: Client, options?: OrgTrust.CallOptions) =>
  OrgTrust.layer({
    ...options,
    region: { api: url, login: url },
    credentials: clientCredentials(client.id, client.secret),
  })

/** The steps that were taken, each in a few words. */
export const smoke = (setting: Setting) =>
  Effect.gen(function* () {
    const trustee = yield* Layer.build(layerAs(setting, setting.trustee))
    const trustor = yield* Layer.build(layerAs(setting, setting.trustor))
    const trusteeId = OrganizationId.make(setting.trusteeId)
    const users = [{ id: UserId.make(setting.userId), roleIds: [RoleId.make(setting.roleId)] }]

    const pairing = yield* Pairings.use((pairings) => pairings.create({ userIds: users.map(({ id }) => id) })).pipe(
      Effect.provide(trustee),
    )
    const trust = yield* Trustees.use((trustees) =>
      trustees.create({ pairingId: pairing.id, enabled: true, users }),
    ).pipe(Effect.provide(trustor))
    const listed = yield* Trustees.use((trustees) => Stream.runCollect(trustees.stream())).pipe(Effect.provide(trustor))
    yield* Trustees.use((trustees) => trustees.remove(trusteeId)).pipe(Effect.provide(trustor))
    const gone = yield* Trustees.use((trustees) => trustees.get(trusteeId)).pipe(Effect.provide(trustor), Effect.flip)
    const refused = yield* Trustees.use((trustees) => trustees.list()).pipe(
      Effect.provide(layerAs(setting, setting.nobody)),
      Effect.flip,
    )
    const unknown = yield* Trustees.use((trustees) => trustees.list()).pipe(
      Effect.provide(layerAs(setting, { ...setting.trustor, secret: "wrong" })),
      Effect.flip,
    )
    return [
      `paired, trusted ${trust.organization?.name}`,
      `listed ${listed.map(({ organization }) => organization?.name).join(", ")}`,
      `removed: ${gone._tag}`,
      `no permission: ${refused._tag}`,
      `wrong secret: ${unknown._tag}`,
    ]
  }).pipe(Effect.scoped)
