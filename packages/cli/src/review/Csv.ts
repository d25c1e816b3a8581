/**
 * A review as CSV (RFC 4180), one line for each member, for spreadsheets.
 */
import type { Review } from "@org-trust/core/access/Reviewed"
import { day, placesText, rightsText, rolesText } from "./words.ts"

/** A cell. A spreadsheet takes what begins with one of these signs for a formula; with an apostrophe before, it does not. */
export const cell = (text: string): string => {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const line = (cells: ReadonlyArray<string>): string => `${cells.map(cell).join(",")}\r\n`

const header = [
  "partner",
  "partner id",
  "lets in",
  "kind",
  "name",
  "id",
  "by name",
  "since",
  "until",
  "state",
  "cloned",
  "last seen",
  "roles",
  "divisions",
  "permissions",
  "findings",
] as const

/** The review as CSV. */
export const toCsv = ({ findings, nameOf, partners }: Review): string =>
  [
    line(header),
    ...partners.flatMap((partner) =>
      partner.members.map((member) =>
        line([
          partner.name,
          partner.id,
          partner.isOpen ? "yes" : "no",
          member.kind,
          member.name,
          member.id,
          member.isByName ? "yes" : "no",
          day(member.since),
          day(partner.until),
          member.state ?? "",
          member.isCloned ? "yes" : "no",
          day(member.lastSeen),
          rolesText(member, nameOf).join("; "),
          placesText(member, nameOf),
          rightsText(member, nameOf).join("; "),
          findings
            .filter(
              ({ partner: of, subject }) => of === partner.id && (subject === undefined || subject.id === member.id),
            )
            .map(({ rule }) => rule)
            .join("; "),
        ]),
      ),
    ),
  ].join("")
