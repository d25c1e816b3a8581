/**
 * A review for a terminal.
 */
import { counted } from "@org-trust/core/access/Describe"
import type { Review } from "@org-trust/core/access/Reviewed"
import { reviewRules } from "@org-trust/core/access/ReviewRule"

/** The findings, the worst first, and what could not be seen. */
export const toText = ({ findings, limits, organizationName, partners }: Review): string => {
  const members = partners.flatMap((partner) => partner.members).length
  return [
    `${organizationName} lets in ${counted(partners.length, "partner")}; users and groups: ${members}.`,
    ...limits,
    ...(findings.length === 0 ? ["Nothing to look at."] : [""]),
    ...findings.map(
      ({ message, rule, severity }) => `${severity.padEnd(6)} ${rule}: ${message} ${reviewRules[rule].advice}`,
    ),
  ].join("\n")
}
