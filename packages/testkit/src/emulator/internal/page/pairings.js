/**
 * The pairings, with the time that is left.
 */

/** @import { SeenPairing } from "../look/Snapshot.ts" */
/** @import { Names } from "./names.js" */
import { copyButton } from "./copyable.js"
import { find, make, whenChanged } from "./dom.js"
import { duration } from "./time.js"

/**
 * @param {SeenPairing} pairing
 * @param {Names} names
 * @param {boolean} isOver
 */
const item = ({ dateEnds, groupIds, id, trusteeOrgId, used, userIds }, names, isOver) => {
  const whom = [
    ...userIds.map((userId) => names.person(trusteeOrgId, userId)),
    ...groupIds.map((groupId) => `${names.group(trusteeOrgId, groupId)} (group)`),
  ]
  const standing = used ? "used" : isOver ? "expired" : undefined
  return make(
    "li",
    { class: standing === undefined ? undefined : "over" },
    make(
      "p",
      { class: "who" },
      make("strong", {}, names.organization(trusteeOrgId)),
      " ",
      standing === undefined
        ? make("span", { class: "badge enabled" }, make("span", { "data-until": dateEnds }), " left")
        : make("span", { class: "badge" }, standing),
    ),
    make("p", { class: "hint" }, `For ${whom.join(", ") || "nobody by name"}`),
    make(
      "p",
      { class: "id" },
      make("code", {}, id),
      copyButton(() => id, `pairing id of ${names.organization(trusteeOrgId)}`),
    ),
  )
}

const show = whenChanged(
  /**
   * @param {{
   *   readonly pairings: ReadonlyArray<readonly [SeenPairing, boolean]>
   *   readonly count: number
   *   readonly names: Names
   * }} value
   */
  ({ count, names, pairings }) =>
    find("pairing-list", HTMLElement).replaceChildren(
      pairings.length === 0
        ? make("p", { class: "empty" }, "No pairings yet. A trustee makes one and hands its id to the trustor.")
        : make("ul", { class: "pairings" }, ...pairings.map(([pairing, isOver]) => item(pairing, names, isOver))),
      ...(count > pairings.length ? [make("p", { class: "hint" }, `and ${count - pairings.length} older ones`)] : []),
    ),
)

/**
 * Shows the pairings, and counts down.
 * @param {{ readonly pairings: ReadonlyArray<SeenPairing>; readonly pairingCount: number }} snapshot
 * @param {Names} names
 * @param {number} now
 */
export const showPairings = ({ pairingCount, pairings }, names, now) => {
  show({
    pairings: pairings.map((pairing) => /** @type {const} */ ([pairing, Date.parse(pairing.dateEnds) <= now])),
    count: pairingCount,
    names,
  })
  for (const each of document.querySelectorAll("[data-until]")) {
    each.textContent = duration(Date.parse(each.getAttribute("data-until") ?? "") - now)
  }
}
