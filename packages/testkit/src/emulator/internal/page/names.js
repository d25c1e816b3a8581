/**
 * What organizations, people, groups, roles, divisions and clients are called.
 */

/** @import { SeenClient, Snapshot } from "../look/Snapshot.ts" */
/** @import { Grant } from "@org-trust/core/lifecycle/Event" */

/** @param {ReadonlyArray<{ readonly id: string; readonly name: string }>} items */
const nameIn = (items, /** @type {string} */ id) => items.find((item) => item.id === id)?.name ?? id

let worlds = 0

/**
 * The names of a world; what has none is called by its id.
 * @param {Pick<Snapshot, "organizations" | "clients">} snapshot
 */
export const namesOf = ({ clients, organizations }) => {
  const byId = new Map(organizations.map((organization) => [String(organization.id), organization]))
  const clientsById = new Map(clients.map((client) => [client.id, client]))
  const organization = (/** @type {string} */ id) => byId.get(id)?.name ?? id
  const person = (/** @type {string} */ orgId, /** @type {string} */ id) => nameIn(byId.get(orgId)?.users ?? [], id)
  const group = (/** @type {string} */ orgId, /** @type {string} */ id) => nameIn(byId.get(orgId)?.groups ?? [], id)
  const grant = (/** @type {string} */ orgId, /** @type {Grant} */ { divisionId, roleId }) => {
    const role = nameIn(byId.get(orgId)?.roles ?? [], roleId)
    return divisionId === undefined ? role : `${role} in ${nameIn(byId.get(orgId)?.divisions ?? [], divisionId)}`
  }
  const client = (/** @type {string} */ id) => {
    const found = clientsById.get(id)
    if (found === undefined) return id
    const where = organization(found.organizationId)
    return found.userId === undefined ? where : `${person(found.organizationId, found.userId)}, ${where}`
  }
  worlds++
  return {
    /** Tells names of one world from those of another, also where they are compared as JSON. */
    world: worlds,
    organization,
    person,
    group,
    grant,
    client,
    /** @param {string} id */
    facts: (id) => byId.get(id),
    /** @param {{ readonly organizationId: string; readonly userId?: string }} actor */
    actor: ({ organizationId, userId }) =>
      userId === undefined
        ? organization(organizationId)
        : `${person(organizationId, userId)}, ${organization(organizationId)}`,
  }
}

/** @typedef {ReturnType<typeof namesOf>} Names */

/**
 * A client among those of its organization: as whom it acts, and what it may do.
 * @param {SeenClient} client
 * @param {Names} names
 * @param {ReadonlyArray<string>} all every permission that any client has
 */
export const clientChoice = ({ id, permissions }, names, all) => {
  const who = names.client(id)
  const short = (/** @type {string} */ permission) => permission.replace("authorization:", "")
  const lacks = all.filter((permission) => !permissions.includes(permission))
  if (permissions.length === 0) return `${who}: no permission`
  if (lacks.length === 0) return `${who}: all permissions`
  if (permissions.length === 1) return `${who}: only ${permissions.map(short).join()}`
  if (lacks.length === 1) return `${who}: all but ${lacks.map(short).join()}`
  return `${who}: ${permissions.length} permissions`
}
