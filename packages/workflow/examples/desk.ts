import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import type { OrganizationId, PairingId, RoleId, UserId } from "@org-trust/core/Identifiers"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Engine from "@org-trust/workflow/engine/sqlite"
import * as Onboarding from "@org-trust/workflow/Onboarding"
import * as Parties from "@org-trust/workflow/Parties"
import * as Runs from "@org-trust/workflow/Runs"
import type { RunId } from "@org-trust/workflow/Run"
import * as Seal from "@org-trust/workflow/Seal"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Redacted from "effect/Redacted"

/** The partner desk of an organization, which lets partners in. What it has begun is in the file `runs.db`. */
export const make = (ours: OrganizationId, options: OrgTrust.Options, key: Redacted.Redacted) => ({
  layer: Onboarding.layer.pipe(
    Layer.provideMerge(
      Layer.mergeAll(
        Engine.layer({ file: "runs.db" }),
        Seal.layer(key),
        Parties.layer([[ours, OrgTrust.layer(options)]]).pipe(Layer.provide(NodeHttpClient.layerUndici)),
      ),
    ),
  ),

  /** Begins, and answers at once. Where the partner is being let in already, it is that run. */
  letIn: (partner: OrganizationId, user: UserId, role: RoleId) =>
    Onboarding.start({
      side: "trustor",
      trustorOrgId: ours,
      trusteeOrgId: partner,
      users: [{ id: user, grants: [{ roleId: role }] }],
      groups: [],
    }).pipe(Effect.catchTag("AlreadyRunning", ({ run }) => Effect.succeed(run))),

  /** The partner has sent its pairing. */
  pairingCame: (run: RunId, pairing: Redacted.Redacted<PairingId>) => Runs.hand(run, pairing),

  /** What is done, and what it waits for: now, and whenever that changes. */
  follow: (run: RunId) => Runs.follow(run),

  /** Days later: what came of it. */
  result: (run: RunId) => Onboarding.result(run),
})
