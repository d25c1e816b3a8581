/**
 * A review as one page for a browser, which loads nothing from anywhere. Its policy
 * allows its own script and style alone, by their hashes.
 */
import { createHash } from "node:crypto"
import * as DateTime from "effect/DateTime"
import { counted } from "@org-trust/core/access/Describe"
import type { Finding, Review, ReviewedMember, ReviewedPartner } from "@org-trust/core/access/Reviewed"
import { reviewRules, severities } from "@org-trust/core/access/ReviewRule"
import { escape } from "./escape.ts"
import { script, style } from "./pageParts.ts"
import { endsPicture, reachPicture } from "./pictures.ts"
import { day, type NameOf, placesText, rightsText, rolesText } from "./words.ts"

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`

/** A cell: its HTML, and what it is sorted by where that is not its text. */
interface Cell {
  readonly html: string
  readonly key?: string
  readonly className?: string
}

const plain = (text: string): Cell => ({ html: escape(text) })

interface Table {
  readonly id: string
  readonly title: string
  readonly columns: ReadonlyArray<string>
  /** By the name of the attribute, what can be chosen, and what the choice is called. */
  readonly filters: ReadonlyArray<{
    readonly name: string
    readonly label: string
    readonly options: ReadonlyArray<string>
  }>
  readonly rows: ReadonlyArray<{
    readonly data: { readonly [name: string]: string }
    readonly cells: ReadonlyArray<Cell>
  }>
}

const attributes = (data: { readonly [name: string]: string }): string =>
  Object.entries(data)
    .map(([name, value]) => ` data-${name}="${escape(value)}"`)
    .join("")

const tableHtml = ({ columns, filters, id, rows, title }: Table): string => {
  const options = (values: ReadonlyArray<string>) =>
    [...new Set(values)].map((value) => `<option value="${escape(value)}">${escape(value)}</option>`).join("")
  const tools = filters
    .map(
      ({ label, name, options: values }) =>
        `<label>${label}<select name="${name}"><option value="">all</option>${options(values)}</select></label>`,
    )
    .join("")
  const head = columns.map((column) => `<th scope="col"><button type="button">${column}</button></th>`).join("")
  const body = rows.map(
    ({ cells, data }) =>
      `<tr${attributes(data)}>${cells
        .map(({ className, html, key }, at) => {
          const sortBy = key === undefined ? "" : ` data-key="${escape(key)}"`
          const look = className === undefined ? "" : ` class="${className}"`
          const content = html === "" ? "" : `<span>${html}</span>`
          return `<td data-name="${columns[at] ?? ""}"${sortBy}${look}>${content}</td>`
        })
        .join("")}</tr>`,
  )
  return `<section data-table id="${id}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}</h2><div class="tools"><label>Search<input type="search" autocomplete="off"></label>${tools}</div><p class="faint" role="status">${rows.length} shown</p><div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table></div></section>`
}

const findingsTable = ({ findings, nameOf }: Review): Table => ({
  id: "findings",
  title: "What to look at",
  columns: ["Severity", "Finding", "Partner", "Why", "What to do"],
  filters: [
    { name: "severity", label: "Severity", options: severities.toReversed() },
    { name: "rule", label: "Rule", options: findings.map(({ rule }) => rule) },
  ],
  rows: findings.map(({ message, partner, rule, severity }: Finding) => ({
    data: { severity, rule },
    cells: [
      { html: severity, key: String(severities.length - severities.indexOf(severity)), className: `sev ${severity}` },
      { html: `${escape(message)} <code class="faint">${rule}</code>` },
      plain(nameOf(partner)),
      plain(reviewRules[rule].why),
      plain(reviewRules[rule].advice),
    ],
  })),
})

const rightsCell = (member: ReviewedMember, nameOf: NameOf): Cell => {
  const rights = rightsText(member, nameOf)
  const items = rights.map((right) => `<li>${escape(right)}</li>`).join("")
  const html = rights.length === 0 ? "none" : `<details><summary>${rights.length}</summary><ul>${items}</ul></details>`
  return { html, key: String(rights.length) }
}

const kindOf = ({ isByName, kind }: ReviewedMember): string => (isByName ? kind : "user in a group")

const membersTable = ({ findings, nameOf, partners }: Review): Table => ({
  id: "members",
  title: "Who is let in",
  columns: ["Partner", "Who", "Kind", "Roles", "Divisions", "Permissions", "Since", "Until", "Last seen", "Findings"],
  filters: [
    { name: "partner", label: "Partner", options: partners.map(({ name }) => name) },
    { name: "kind", label: "Kind", options: ["user", "group", "user in a group"] },
  ],
  rows: partners.flatMap((partner) => {
    const own = findings.filter((finding) => finding.partner === partner.id)
    return partner.members.map((member) => {
      const state = member.state === undefined || member.state === "active" ? "" : ` (${member.state})`
      const size = member.size === undefined ? "" : ` (${counted(member.size, "person", "people")})`
      const clone = member.isCloned ? " (cloned)" : ""
      return {
        data: { partner: partner.name, kind: kindOf(member) },
        cells: [
          plain(`${partner.name}${partner.isOpen ? "" : " (closed)"}`),
          plain(`${member.name}${state}${size}${clone}`),
          plain(kindOf(member)),
          plain(rolesText(member, nameOf).join(", ") || "none"),
          plain(placesText(member, nameOf)),
          rightsCell(member, nameOf),
          plain(day(member.since)),
          plain(day(partner.until) || "no end"),
          plain(day(member.lastSeen)),
          plain(own.flatMap(({ rule, subject }) => (subject?.id === member.id ? [rule] : [])).join(", ")),
        ],
      }
    })
  }),
})

const stateOf = ({ enabled, isCare, isOpen }: ReviewedPartner): string =>
  `${isOpen ? "open" : enabled ? "ended" : "disabled"}${isCare ? ", Customer Care" : ""}`

const partnersTable = ({ partners }: Review): Table => ({
  id: "partners",
  title: "Partners",
  columns: ["Partner", "State", "Since", "Until", "Users", "Groups"],
  filters: [{ name: "state", label: "State", options: partners.map(stateOf) }],
  rows: partners.map((partner) => ({
    data: { state: stateOf(partner) },
    cells: [
      plain(partner.name),
      plain(stateOf(partner)),
      plain(day(partner.since)),
      plain(day(partner.until) || "no end"),
      plain(String(partner.members.filter(({ kind }) => kind === "user").length)),
      plain(String(partner.members.filter(({ kind }) => kind === "group").length)),
    ],
  })),
})

/** The review as a page. */
export const toHtml = (review: Review): string => {
  const { at, findings, limits, organizationId, organizationName, partners } = review
  const tally = [
    ...(partners.length === 1 ? [["1", "partner"]] : [[String(partners.length), "partners"]]),
    [String(partners.flatMap(({ members }) => members).length), "users and groups"],
    ...severities
      .toReversed()
      .map((severity) => [String(findings.filter((finding) => finding.severity === severity).length), severity])
      .filter(([count]) => count !== "0"),
  ]
  const title = `Access review of ${organizationName}`
  const policy = `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${escape(policy)}"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)}</title><style>${style}</style></head>
<body><main><h1>${escape(title)}</h1>
<p class="faint">Made ${DateTime.formatIso(at)} for the organization ${escape(organizationId)}.</p>
<ul class="tally">${tally.map(([count = "", what = ""]) => `<li><b class="${what}">${count}</b>${what}</li>`).join("")}</ul>
${limits.map((limit) => `<p>${escape(limit)}</p>`).join("\n")}
${tableHtml(findingsTable(review))}
<h2>Who reaches what</h2>${reachPicture(review)}
<h2>When trusts end</h2>${endsPicture(review)}
${tableHtml(partnersTable(review))}
${tableHtml(membersTable(review))}
</main><script>${script}</script></body></html>
`
}
