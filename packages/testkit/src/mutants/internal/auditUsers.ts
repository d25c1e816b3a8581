/**
 * Wrong ways to find the audits of some users.
 */
import { UserId } from "@org-trust/core/Identifiers"
import { nobody, readableId } from "../../arbitrary/ReadableId.ts"
import type { Mutant } from "../Mutant.ts"
import { answeringMessages, askingFor } from "./auditing.ts"
import { overriding } from "./steps.ts"

const noUser = UserId.make(readableId(nobody, "user", 0))

/** Audits of some users that are those of others, or not all of theirs. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "audit-user-filter-ignored",
    sentence: "The users asked for are ignored.",
    rules: ["audit.query"],
    step: () => askingFor((payload) => ({ ...payload, trusteeUserIds: [] })),
  },
  {
    name: "audit-case-of-ids-matters",
    sentence: "A query for a user whose id is in upper case finds nothing.",
    rules: ["id.case"],
    step: () =>
      askingFor(({ trusteeUserIds, ...payload }) => ({
        ...payload,
        trusteeUserIds: trusteeUserIds.map((id) => (id === id.toLowerCase() ? id : noUser)),
      })),
  },
  {
    name: "audit-deeds-of-users-missing",
    sentence: "A query for a user finds what was done to the user, and not what the user did to others.",
    rules: ["audit.query"],
    step: () =>
      overriding(
        answeringMessages((message, { input: { payload } }) => {
          const asked = new Set<string>(payload.trusteeUserIds)
          const isDeed = asked.has(message.user?.id ?? "") && !asked.has(message.entity?.id ?? "")
          return isDeed ? [] : [message]
        }),
      ),
  },
]
