/**
 * The organizations, with all that is in them.
 */

/** @import { Snapshot } from "../look/Snapshot.ts" */
import { copyButton } from "./copyable.js"
import { counted, find, make, whenChanged } from "./dom.js"

/** @typedef {Snapshot["organizations"][number]} Organization */

/**
 * @param {string} title
 * @param {ReadonlyArray<{ readonly id: string; readonly name: string; readonly more?: string }>} items
 */
const table = (title, items) =>
  items.length > 0 &&
  make(
    "div",
    { class: "kind" },
    make("h4", {}, title),
    make(
      "ul",
      { class: "things" },
      ...items.map(({ id, more, name }) =>
        make(
          "li",
          {},
          make("span", { class: "name" }, name, more !== undefined && make("span", { class: "more" }, ` ${more}`)),
          make("code", {}, id),
        ),
      ),
    ),
  )

/** @param {Organization} organization */
const inside = ({ divisions, groups, roles, users }) => {
  const nameOf = (/** @type {string} */ userId) => users.find(({ id }) => id === userId)?.name ?? userId
  return [
    table(
      "People",
      users.map(({ id, name, state }) => ({ id, name, ...(state !== "active" && { more: state }) })),
    ),
    table(
      "Groups",
      groups.map(({ id, memberIds, name }) => ({ id, name, more: memberIds.map(nameOf).join(", ") || "nobody" })),
    ),
    table(
      "Roles",
      roles.map(({ id, name, permissions }) => ({
        id,
        name,
        more: permissions.map((each) => each.replace("authorization:", "")).join(", ") || "no permission",
      })),
    ),
    table("Divisions", divisions),
  ]
}

/** @param {Organization} organization */
const item = (organization) => {
  const { divisions, groups, id, isCare, name, roles, users } = organization
  return make(
    "details",
    { class: "organization" },
    make(
      "summary",
      {},
      make("h3", {}, name),
      isCare === true && make("span", { class: "badge" }, "Customer Care"),
      make(
        "span",
        { class: "more" },
        [
          counted(users.length, "person", "people"),
          counted(groups.length, "group"),
          counted(roles.length, "role"),
          counted(divisions.length, "division"),
        ].join(", "),
      ),
    ),
    make(
      "p",
      { class: "id" },
      make("code", {}, id),
      copyButton(() => id, `id of ${name}`),
    ),
    ...inside(organization),
  )
}

/** Shows the organizations of a world; which of them are open stays. */
export const showOrganizations = whenChanged(
  /** @param {ReadonlyArray<Organization>} organizations */
  (organizations) => {
    const place = find("organization-list", HTMLElement)
    const isOpen = Array.from(place.children, (each) => each instanceof HTMLDetailsElement && each.open)
    place.replaceChildren(...organizations.map(item))
    for (const [at, each] of Array.from(place.children).entries()) {
      if (each instanceof HTMLDetailsElement) each.open = isOpen[at] === true
    }
  },
)
