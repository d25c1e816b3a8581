/**
 * Who of which partner has which roles here, as lines of CSV. For more than this, see
 * the command `org-trust review`.
 */
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import { Trustees } from "@org-trust/core/Trustees"
import { TrusteeUserRoles } from "@org-trust/core/TrusteeUserRoles"
import { TrusteeUsers } from "@org-trust/core/TrusteeUsers"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"

const audit = Effect.gen(function* () {
  const trustees = yield* Trustees
  const users = yield* TrusteeUsers
  const userRoles = yield* TrusteeUserRoles
  for (const partner of yield* trustees.all()) {
    for (const user of yield* users.all(partner.id)) {
      const { roles = [] } = yield* userRoles.get(partner.id, user.id)
      for (const role of roles) {
        yield* Console.log([partner.organization?.name, user.name ?? user.id, role.name ?? role.id].join(","))
      }
    }
  }
})

const services = OrgTrust.layerEnvironment().pipe(Layer.provide(NodeHttpClient.layerNodeHttp))

audit.pipe(Effect.provide(services), NodeRuntime.runMain)
