import { assert, it } from "@effect/vitest"
import * as Equal from "effect/Equal"
import * as Option from "effect/Option"
import * as Record from "effect/Record"
import * as DateTime from "effect/DateTime"
import { type AuditMessage, toSearchResult } from "@org-trust/core/Audit"
import type { OrganizationId } from "@org-trust/core/Identifiers"
import { type AuditField, fields, toMessage } from "@org-trust/core/lifecycle/AuditTrail"
import type { TrustEvent } from "@org-trust/core/lifecycle/Event"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import { empty, events } from "@org-trust/core/lifecycle/State"
import { timestamp } from "@org-trust/core/lifecycle/View"
import { run } from "@org-trust/testkit/arbitrary/Run"
import { environmentOf, scenariosOf } from "@org-trust/testkit/arbitrary/Scenario"
import { almighty, answerOf, organizationIds, type Spot } from "./support/ask.ts"
import { scenarioRuns, thoroughRuns } from "./support/options.ts"
import { trustEvents } from "./support/trustEvents.ts"

it.prop(
  "the state is the fold of its events",
  [scenariosOf(100)],
  ([scenario]) => {
    for (const { after } of run(environmentOf(scenario), scenario.plan).slice(-1)) {
      assert.isTrue(Equal.equals(events(after).reduce(evolve, empty), after))
    }
  },
  scenarioRuns,
)

it.prop(
  "each event is remembered, in order, and no earlier one is forgotten",
  [scenariosOf(100)],
  ([scenario]) => {
    const happened = run(environmentOf(scenario), scenario.plan).flatMap(({ outcome }) =>
      outcome._tag === "Success" ? outcome.success.events : [],
    )
    const [last] = run(environmentOf(scenario), scenario.plan).slice(-1)
    assert.deepStrictEqual(events(last?.after ?? empty), happened)
  },
  scenarioRuns,
)

type Query = (
  spot: Spot,
  page: { readonly pageSize: number; readonly pageNumber: number },
) => ReadonlyArray<AuditMessage>

const messages = (spot: Spot, query: Query): ReadonlyArray<AuditMessage> => {
  const pageSize = spot.environment.profile.maxPageSize
  const found: Array<AuditMessage> = []
  for (let pageNumber = 1; ; pageNumber++) {
    const page = query(spot, { pageSize, pageNumber })
    if (page.length === 0) return found
    found.push(...page)
  }
}

const asTrustor =
  (id: OrganizationId, trusteeOrganizationId: OrganizationId): Query =>
  (spot, page) =>
    Option.getOrThrow(
      toSearchResult(
        answerOf(spot, almighty(id), "TrustAudits.ofTrustees", {
          ...page,
          payload: { trusteeOrganizationIds: [trusteeOrganizationId], trusteeUserIds: [] },
        }),
      ),
    ).auditMessages

const asTrustee =
  (id: OrganizationId, trustorOrganizationId: OrganizationId): Query =>
  (spot, page) =>
    Option.getOrThrow(
      toSearchResult(
        answerOf(spot, almighty(id), "TrustAudits.ofTrustor", {
          ...page,
          payload: { trustorOrganizationId, trusteeUserIds: [] },
        }),
      ),
    ).auditMessages

const actions: Record<TrustEvent["_tag"], readonly [action: string, entity: string]> = {
  TrustCreated: ["CREATE", "TRUST"],
  TrustUpdated: ["UPDATE", "TRUST"],
  TrustEnded: ["DELETE", "TRUST"],
  TrustUserAdded: ["CREATE", "TRUST_USER"],
  TrustUserRemoved: ["DELETE", "TRUST_USER"],
  TrustUserRolesChanged: ["UPDATE", "TRUST_USER_ROLES"],
  TrustGroupAdded: ["CREATE", "TRUST_GROUP"],
  TrustGroupRemoved: ["DELETE", "TRUST_GROUP"],
  TrustGroupRolesChanged: ["UPDATE", "TRUST_GROUP_ROLES"],
  CareTrustCreated: ["CREATE", "TRUST"],
  UserCloned: ["CREATE", "CLONED_USER"],
  CloneRemoved: ["DELETE", "CLONED_USER"],
}

const isClearing = (event: TrustEvent) => "grants" in event && event.grants.length === 0

it.prop(
  "each change of a trust is in the audits of both its organizations, once, with who and when",
  [scenariosOf(60)],
  ([scenario]) => {
    const environment = environmentOf(scenario)
    const { auditActor, auditClearing } = environment.profile
    for (const { after, request } of run(environment, scenario.plan).slice(-1)) {
      const spot = { environment, state: after, now: request.now }
      const happened = events(after).flatMap((event) => (event._tag === "PairingCreated" ? [] : [event]))
      for (const one of organizationIds(environment)) {
        for (const other of organizationIds(environment)) {
          const due = happened
            .filter(({ trusteeOrgId, trustorOrgId }) => trustorOrgId === one && trusteeOrgId === other)
            .reverse()
            .map((event) => ({
              id: event.id,
              at: DateTime.toEpochMillis(event.at),
              by: event.by.userId ?? (auditActor === "Organization" ? event.by.organizationId : undefined),
              what:
                auditClearing === "Delete" && isClearing(event)
                  ? ["DELETE", actions[event._tag][1]]
                  : actions[event._tag],
            }))
          for (const query of [asTrustor(one, other), asTrustee(other, one)]) {
            const audited = messages(spot, query).map(({ action, entity, id, timestamp, user }) => ({
              id,
              at: timestamp && DateTime.toEpochMillis(timestamp),
              by: user?.id,
              what: [action, entity?.type],
            }))
            assert.deepStrictEqual<unknown>(audited, due)
          }
        }
      }
    }
  },
  thoroughRuns,
)

const fieldsOf = ({
  action,
  entity,
  level,
  status,
  timestamp: at,
  user,
}: AuditMessage): Record<keyof typeof fields, string> => ({
  timestamp: at === undefined ? "" : timestamp(at),
  action: action ?? "",
  entityType: entity?.type ?? "",
  entityId: entity?.id ?? "",
  userId: user?.id ?? "",
  level: level ?? "",
  status: status ?? "",
})

it.prop(
  "the fields that audits are chosen and sorted by are those of their messages",
  [scenariosOf(100)],
  ([scenario]) => {
    const environment = environmentOf(scenario)
    for (const { after } of run(environment, scenario.plan).slice(-1)) {
      for (const event of trustEvents(after)) {
        for (const reader of [event.trustorOrgId, event.trusteeOrgId]) {
          const read = Record.map(fields, (field: AuditField) => field(event, reader, environment.profile))
          assert.deepStrictEqual<unknown>(read, fieldsOf(toMessage(environment, event, reader)))
        }
      }
    }
  },
  scenarioRuns,
)
