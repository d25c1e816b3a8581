/**
 * Ends a partner's access: `node offboarding.ts ORGANIZATION_ID`. First nobody gets in
 * any more, then the clones of its users go, then the trust with all its members, and at
 * the end it is looked whether it is gone.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as Bulk from "@org-trust/core/Bulk"
import { OrganizationId } from "@org-trust/core/Identifiers"
import * as Settling from "@org-trust/core/Settling"
import { TrusteeClonedUsers } from "@org-trust/core/TrusteeClonedUsers"
import { Trustees } from "@org-trust/core/Trustees"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"

const offboard = Effect.fnUntraced(function* (partner: OrganizationId) {
  const trustees = yield* Trustees
  const clones = yield* TrusteeClonedUsers
  yield* trustees.update(partner, { enabled: false })
  const { entities } = yield* clones.list(partner)
  const outcomes = yield* Bulk.all(entities, ({ id }) => clones.remove(partner, id))
  for (const { error, item } of Bulk.failed(outcomes)) yield* Console.error(`Clone ${item.id} stays: ${error.message}`)
  yield* trustees.remove(partner)
  yield* Settling.gone(trustees.get(partner))
  yield* Console.log(`${partner} has no access any more`)
})

const services = OrgTrust.layerEnvironment().pipe(Layer.provide(NodeHttpClient.layerNodeHttp))

// What people type is checked before it becomes an id.
Schema.decodeUnknownEffect(OrganizationId)(process.argv[2]).pipe(
  Effect.flatMap(offboard),
  Effect.provide(services),
  NodeRuntime.runMain,
)
