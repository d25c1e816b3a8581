/**
 * The ends of trusts as a calendar (RFC 5545).
 */
import * as DateTime from "effect/DateTime"
import { counted } from "@org-trust/core/access/Describe"
import type { Review } from "@org-trust/core/access/Reviewed"

const stamp = (time: DateTime.Utc): string => `${DateTime.formatIso(time).slice(0, 19).replaceAll(/[-:]/g, "")}Z`

const escape = (text: string): string =>
  text
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll(/\r\n|\r|\n/g, "\\n")
    // oxlint-disable-next-line no-control-regex -- the format allows none of them
    .replaceAll(/[\u0000-\u001F\u007F]/g, "")

/** A line has 75 bytes at most; what is longer goes on in the next one, after a blank. No sign is cut in two. */
export const fold = (line: string): string => {
  const parts: Array<string> = []
  let part = ""
  let bytes = 0
  for (const sign of line) {
    const size = Buffer.byteLength(sign)
    if (bytes + size > 75) {
      parts.push(part)
      part = " "
      bytes = 1
    }
    part += sign
    bytes += size
  }
  return [...parts, part].join("\r\n")
}

/** The calendar: an entry for each trust that ends, with a reminder a week before. */
export const toCalendar = ({ at, organizationId, organizationName, partners }: Review): string =>
  [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Org Trust//org-trust review//EN",
    "CALSCALE:GREGORIAN",
    ...partners.flatMap(({ id, members, name, until }) =>
      until === undefined
        ? []
        : [
            "BEGIN:VEVENT",
            `UID:${id}.${organizationId}@org-trust`,
            `DTSTAMP:${stamp(at)}`,
            `DTSTART:${stamp(until)}`,
            `SUMMARY:${escape(`Trust with ${name} ends`)}`,
            `DESCRIPTION:${escape(`${counted(members.length, "member")} ${members.length === 1 ? "loses" : "lose"} access to ${organizationName}. Ask who still needs it.`)}`,
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            "TRIGGER:-P7D",
            `DESCRIPTION:${escape(`Trust with ${name} ends in a week`)}`,
            "END:VALARM",
            "END:VEVENT",
          ],
    ),
    "END:VCALENDAR",
  ]
    .map((line) => `${fold(line)}\r\n`)
    .join("")
