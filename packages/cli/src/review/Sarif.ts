/**
 * The findings of a review as SARIF 2.1.0, for tools of code review.
 */
import type { Finding, Review } from "@org-trust/core/access/Reviewed"
import { reviewRules, type Severity } from "@org-trust/core/access/ReviewRule"

const levels: { readonly [K in Severity]: "error" | "warning" | "note" } = {
  high: "error",
  medium: "warning",
  low: "note",
  note: "note",
}

const ids = Object.keys(reviewRules)

const placeOf = ({ partner, subject }: Finding): string =>
  subject === undefined ? partner : `${partner}/${subject.kind}/${subject.id}`

/** The findings as SARIF; `file` is the trust file that they are shown at. */
export const toSarif = ({ findings }: Review, file?: string) => ({
  $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
  version: "2.1.0",
  runs: [
    {
      tool: {
        driver: {
          name: "org-trust",
          rules: Object.entries(reviewRules).map(([id, { advice, severity, title, why }]) => ({
            id,
            shortDescription: { text: title },
            fullDescription: { text: why },
            help: { text: advice },
            defaultConfiguration: { level: levels[severity] },
          })),
        },
      },
      results: findings.map((finding) => ({
        ruleId: finding.rule,
        ruleIndex: ids.indexOf(finding.rule),
        level: levels[finding.severity],
        message: { text: `${finding.message} ${reviewRules[finding.rule].advice}` },
        locations: [
          {
            ...(file !== undefined && {
              physicalLocation: { artifactLocation: { uri: encodeURI(file) }, region: { startLine: 1 } },
            }),
            logicalLocations: [{ fullyQualifiedName: placeOf(finding) }],
          },
        ],
        partialFingerprints: { "orgTrust/v1": `${finding.rule}/${placeOf(finding)}` },
      })),
    },
  ],
})
