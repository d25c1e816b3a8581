/**
 * The pictures of a review: who reaches what, and when trusts end.
 */
import * as DateTime from "effect/DateTime"
import type { Review, ReviewedPartner } from "@org-trust/core/access/Reviewed"
import { escape } from "./escape.ts"
import { day } from "./words.ts"

/** More lines than that nobody tells apart. */
const most = 30

const rowHeight = 28

const short = (text: string): string => (text.length > 26 ? `${text.slice(0, 25)}…` : text)

const rolesOf = (partner: ReviewedPartner): ReadonlyMap<string, number> => {
  const counts = new Map<string, Set<string>>()
  for (const member of partner.members) {
    for (const { through } of member.roles) {
      if (through.kind === "defaults") continue
      const who = counts.get(through.roleId) ?? new Set()
      counts.set(through.roleId, who.add(member.id))
    }
  }
  return new Map(Array.from(counts, ([role, who]) => [role, who.size]))
}

/** Partners on the left, roles on the right, and a line for each role that some of a partner's people have. */
export const reachPicture = ({ nameOf, partners }: Review): string => {
  const shown = partners
    .map((partner) => ({ partner, roles: rolesOf(partner) }))
    .filter(({ roles }) => roles.size > 0)
    .toSorted((one, other) => other.partner.members.length - one.partner.members.length)
    .slice(0, most)
  if (shown.length === 0) return "<p>Nobody has a role.</p>"
  const roles = [...new Set(shown.flatMap((each) => [...each.roles.keys()]))].slice(0, most)
  const height = Math.max(shown.length, roles.length) * rowHeight + 12
  const yOf = (at: number, of: number): number => ((at + 0.5) * height) / of
  const lines = shown.flatMap((each, at) =>
    [...each.roles].flatMap(([role, count]) => {
      const to = roles.indexOf(role)
      if (to === -1) return []
      const [y1, y2] = [yOf(at, shown.length), yOf(to, roles.length)]
      const who = `${count} of ${each.partner.name}: ${nameOf(role)}`
      return [
        `<path class="${each.partner.isOpen ? "reach" : "reach shut"}" stroke-width="${Math.min(1.5 + count / 2, 8)}" d="M210 ${y1}C340 ${y1} 340 ${y2} 470 ${y2}"><title>${escape(who)}</title></path>`,
      ]
    }),
  )
  const text = (x: number, y: number, anchor: string, name: string) =>
    `<text x="${x}" y="${y + 4}" text-anchor="${anchor}">${escape(short(name))}<title>${escape(name)}</title></text>`
  const left = shown.map(({ partner }, at) => text(200, yOf(at, shown.length), "end", partner.name))
  const right = roles.map((role, at) => text(480, yOf(at, roles.length), "start", nameOf(role)))
  const rest = partners.length > most ? `<p class="faint">The ${most} partners with the most members.</p>` : ""
  return `<div class="wide"><svg viewBox="0 0 680 ${height}" role="img" aria-label="Which partners have which roles; the table below says the same">${lines.join("")}${left.join("")}${right.join("")}</svg></div>${rest}`
}

/** A line of time with a mark for each end, the soonest first. */
export const endsPicture = ({ at, partners }: Review): string => {
  const ends = partners
    .flatMap(({ id, name, until }) =>
      until === undefined ? [] : [{ id, name, until, ms: DateTime.toEpochMillis(until) }],
    )
    .toSorted((one, other) => one.ms - other.ms)
    .slice(0, most)
  const never = partners.filter(({ until }) => until === undefined).length
  const note = never === 0 ? "" : `<p>${never === 1 ? "One trust never ends" : `${never} trusts never end`}.</p>`
  if (ends.length === 0) return note || "<p>There is no trust.</p>"
  const now = DateTime.toEpochMillis(at)
  const times = [now, ...ends.map(({ ms }) => ms)]
  const [first, last] = [Math.min(...times), Math.max(...times)]
  const xOf = (ms: number): number => (last === first ? 220 : 220 + ((ms - first) / (last - first)) * 340)
  const height = ends.length * rowHeight + 30
  const rows = ends.map(({ ms, name, until }, row) => {
    const y = row * rowHeight + 40
    const isOver = ms <= now
    return `<text x="200" y="${y + 4}" text-anchor="end">${escape(short(name))}<title>${escape(name)}</title></text><line class="span" x1="${xOf(now)}" y1="${y}" x2="${xOf(ms)}" y2="${y}"/><circle class="${isOver ? "end over" : "end"}" cx="${xOf(ms)}" cy="${y}" r="5"/><text class="faint" x="${xOf(ms) + 10}" y="${y + 4}">${day(until)}</text>`
  })
  return `<div class="wide"><svg viewBox="0 0 680 ${height}" role="img" aria-label="When trusts end; the table of partners says the same"><line class="now" x1="${xOf(now)}" y1="20" x2="${xOf(now)}" y2="${height}"/><text class="faint" x="${xOf(now)}" y="14" text-anchor="middle">today</text>${rows.join("")}</svg></div>${note}`
}
