/**
 * Wrong ways with what holds for any trust, in those that came about by letting Customer Care in.
 */
import type { Request } from "@org-trust/core/lifecycle/Request"
import { removeTrust, type State, type Trust, trusts } from "@org-trust/core/lifecycle/State"
import type { Mutant } from "../Mutant.ts"
import { kinds } from "./MemberKind.ts"
import { afterwards, believing, inTrusts, only, throughTrust, trustFor } from "./steps.ts"

const isWithCare = ({ defaults }: Trust): boolean => defaults !== undefined

/** As it was before, where the request is about a trust with Customer Care. */
const beforeInCareTrust = (after: State, request: Request, before: State): State => {
  const current = trustFor(before, request)
  return current !== undefined && isWithCare(current) ? before : after
}

/** Wrong ways with what holds for any trust, in those that came about by letting Customer Care in. */
export const mutants: ReadonlyArray<Mutant> = [
  {
    name: "care-trust-not-updated",
    sentence: "An update of a trust with Customer Care is answered but not stored.",
    rules: ["trust.disabled-grants-nothing", "trust.both-organizations-agree"],
    step: () => afterwards(["Trustees.update"], beforeInCareTrust),
  },
  {
    name: "care-trust-hidden-from-care",
    sentence: "Customer Care does not see the trusts that let it in.",
    rules: ["trust.both-organizations-agree"],
    step: () =>
      only(
        ["Trustors.list", "Trustors.get"],
        believing(({ environment, state }) => ({
          environment,
          state: trusts(state)
            .filter(isWithCare)
            .reduce((left, { trusteeOrgId, trustorOrgId }) => removeTrust(left, trustorOrgId, trusteeOrgId), state),
        })),
      ),
  },
  {
    name: "care-trust-not-ended-by-care",
    sentence: "Customer Care is told that the trust has ended, but it goes on.",
    rules: ["trust.ended-by-either"],
    step: () => afterwards(["Trustors.remove"], beforeInCareTrust),
  },
  ...kinds.flatMap((kind): ReadonlyArray<Mutant> => [
    {
      name: `care-trust-without-${kind.noun}s`,
      sentence: `A ${kind.noun} that is added to a trust with Customer Care is answered but not stored.`,
      rules: [
        { user: "trust.both-organizations-agree" as const, group: "group.both-organizations-agree" as const }[
          kind.noun
        ],
      ],
      step: () => afterwards([kind.operations.add], beforeInCareTrust),
    },
    {
      name: `roles-of-${kind.noun}s-in-care-trust-grant-nothing`,
      sentence: `The roles of a ${kind.noun} in a trust with Customer Care give no access.`,
      rules: ["role.replace"],
      step: () =>
        throughTrust(
          inTrusts("all", (current) => (isWithCare(current) ? kind.map(current, () => ({ grants: [] })) : current)),
        ),
    },
  ]),
]
