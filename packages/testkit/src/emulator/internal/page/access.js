/**
 * What a person may do in another organization.
 */

/** @import { Snapshot } from "../look/Snapshot.ts" */
/** @import { Names } from "./names.js" */
import { counted, fillSelect, find, make, whenChanged } from "./dom.js"
import { shownTrusts } from "./trusts.js"

const person = find("person", HTMLSelectElement)
const trustor = find("trustor", HTMLSelectElement)
const division = find("division", HTMLSelectElement)

/** @type {{ readonly snapshot: Snapshot; readonly names: Names; readonly now: number } | undefined} */
let known
let asked = 0

/** The organization and the id of the person who is chosen. */
const chosenPerson = () => {
  const [trusteeOrgId = "", userId = ""] = person.value.split(" ")
  return { trusteeOrgId, userId }
}

/** Why somebody may do nothing, as far as it can be told. */
const reason = () => {
  const { trusteeOrgId, userId } = chosenPerson()
  if (known === undefined) return ""
  const { names, now, snapshot } = known
  const trust = shownTrusts(snapshot, now).find(
    (each) => each.trusteeOrgId === trusteeOrgId && each.trustorOrgId === trustor.value && each.standing !== "removed",
  )
  if (trust === undefined) return "There is no such trust."
  if (trust.standing === "disabled") return "The trust is disabled."
  if (trust.standing === "ended") return "The trust has ended."
  const user = names.facts(trusteeOrgId)?.users.find(({ id }) => id === userId)
  return user?.state === "active"
    ? "No role with permissions is granted."
    : `The person is ${user?.state ?? "unknown"}.`
}

const show = whenChanged(
  /** @param {{ readonly permissions: ReadonlyArray<string>; readonly why: string }} value */
  ({ permissions, why }) =>
    find("may", HTMLElement).replaceChildren(
      permissions.length === 0
        ? make("p", { class: "nothing" }, make("strong", {}, "May do nothing there."), ` ${why}`)
        : make(
            "div",
            {},
            make("p", {}, make("strong", {}, `Has ${counted(permissions.length, "permission")} there:`)),
            make("ul", { class: "words" }, ...permissions.map((permission) => make("li", {}, permission))),
          ),
    ),
)

const ask = async () => {
  const number = ++asked
  const query = new URLSearchParams({ trustorOrgId: trustor.value, ...chosenPerson() })
  if (division.value !== "") query.set("divisionId", division.value)
  const answer = await fetch(`/_emulator/access?${query}`)
  /** @type {{ readonly permissions?: ReadonlyArray<string> }} */
  const { permissions } = await answer.json()
  // Another answer may have been asked for meanwhile.
  if (number === asked && permissions !== undefined) show({ permissions, why: reason() })
}

/** Asks again; without an answer the page says elsewhere that it has lost the emulator. */
const askAgain = () => void ask().catch(() => undefined)

const fillDivisions = () => {
  const divisions = known?.names.facts(trustor.value)?.divisions ?? []
  fillSelect(division, [
    make("option", { value: "" }, "any"),
    ...divisions.map(({ id, name }) => make("option", { value: id }, name)),
  ])
}

/** What can be chosen. */
const fillChoices = whenChanged(
  /** @param {{ readonly organizations: Snapshot["organizations"]; readonly first: Snapshot["trusts"] }} value */
  ({ first: [first], organizations }) => {
    fillSelect(
      person,
      organizations.map(({ id, name, users }) =>
        make(
          "optgroup",
          { label: name },
          ...users.map((user) => make("option", { value: `${id} ${user.id}` }, `${user.name}, ${name}`)),
        ),
      ),
    )
    fillSelect(
      trustor,
      organizations.map(({ id, name }) => make("option", { value: id }, name)),
    )
    const someone = first?.users[0]
    if (first !== undefined && !isChosen) {
      trustor.value = first.trustorOrgId
      if (someone !== undefined) person.value = `${first.trusteeOrgId} ${someone.id}`
    }
    fillDivisions()
  },
)

/** Whether somebody has chosen: until then the first trust is shown. */
let isChosen = false

/** Follows what is chosen. */
export const startAccess = () => {
  for (const select of [person, trustor, division]) {
    select.addEventListener("change", () => {
      isChosen = true
      if (select === trustor) fillDivisions()
      askAgain()
    })
  }
}

/**
 * Shows the access of the chosen person.
 * @param {Snapshot} snapshot
 * @param {Names} names
 * @param {number} now
 */
export const showAccess = (snapshot, names, now) => {
  known = { snapshot, names, now }
  fillChoices({ organizations: snapshot.organizations, first: isChosen ? [] : snapshot.trusts.slice(0, 1) })
  askAgain()
}
