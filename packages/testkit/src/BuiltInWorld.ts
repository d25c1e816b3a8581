/**
 * The built-in world: a bank, a partner that works for it, a clinic that has nothing to
 * do with either, and the vendor's Customer Care, in two organizations. It is what the
 * emulator, the in-memory services and the contract use unless given another one.
 *
 * Ids can be told apart by eye: the first block is the organization (1, 2, c, a or b
 * repeated; the letters have a case, which means nothing), the second the kind (0 organization, 1 user, 2 group, 3 role,
 * 4 division, 5 client), the last a count.
 */
import * as Rec from "effect/Record"
import * as Redacted from "effect/Redacted"
import { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "@org-trust/core/Identifiers"
import type {
  WorldDivision,
  WorldGroup,
  WorldOrganization,
  WorldRole,
  WorldUser,
} from "@org-trust/core/lifecycle/World"
import { type Permission, permissions } from "@org-trust/core/Permission"
import { type Kind, readableId } from "./arbitrary/ReadableId.ts"
import { commonRoles } from "./internal/commonRoles.ts"
import type { WorldClient, WorldFile } from "./WorldFile.ts"

/**
 * Every permission that an operation asks for today; `admin` and `role_manager` are markers of the past.
 * @category constants
 * @since 0.1.0
 */
export const allPermissions: ReadonlyArray<Permission> = permissions.filter(
  (permission) => permission !== "admin" && permission !== "role_manager",
)

interface Person {
  readonly name: string
  readonly state?: WorldUser["state"]
  /** What the person's client may do in the own organization; nothing unless given. */
  readonly may?: ReadonlyArray<Permission>
}

interface Draft<User extends string, Group extends string, Role extends string, Division extends string> {
  /** Hexadecimal digit of its ids. */
  readonly digit: number
  readonly name: string
  /** Beginning of client secrets and of e-mail addresses. */
  readonly short: string
  readonly users: Record<User, Person>
  readonly groups: Record<Group, { readonly name: string; readonly members: ReadonlyArray<NoInfer<User>> }>
  readonly roles: Record<Role, { readonly name: string; readonly may: ReadonlyArray<Permission> }>
  readonly divisions: Record<Division, string>
}

/**
 * An organization of the built-in world, with everything in it by a short name.
 * @category models
 * @since 0.1.0
 */
export interface BuiltInOrganization<
  User extends string = string,
  Group extends string = string,
  Role extends string = string,
  Division extends string = string,
> {
  readonly id: OrganizationId
  readonly name: string
  readonly users: Record<User, WorldUser>
  readonly groups: Record<Group, WorldGroup>
  readonly roles: Record<Role, WorldRole>
  readonly divisions: Record<Division, WorldDivision>
  /** `admin` and `guest` act for the organization itself, with all permissions and with none; the others as a user. */
  readonly clients: Record<"admin" | "guest" | User, WorldClient>
  /** Clients for the organization itself with one permission only, and with all but one. */
  readonly partialClients: ReadonlyArray<WorldClient>
}

const build = <User extends string, Group extends string, Role extends string, Division extends string>(
  draft: Draft<User, Group, Role, Division>,
): BuiltInOrganization<User, Group, Role, Division> => {
  const uuid = (kind: Kind, count: number) => readableId(draft.digit, kind, count)
  // Counted from 1 in the order of the draft.
  const count = (items: object, key: string) => Object.keys(items).indexOf(key) + 1
  const id = OrganizationId.make(uuid("organization", 0))
  const userId = (key: string) => UserId.make(uuid("user", count(draft.users, key)))
  const client = (key: string, at: number, may: ReadonlyArray<Permission>): WorldClient => ({
    id: uuid("client", at),
    secret: Redacted.make(`${draft.short}-${key}-secret`),
    organizationId: id,
    permissions: may,
  })
  const ofUsers = Rec.map(draft.users, ({ may = [] }, key) => ({
    ...client(key, count(draft.users, key), may),
    userId: userId(key),
  }))
  return {
    id,
    name: draft.name,
    users: Rec.map(draft.users, ({ name, state = "active" }, key) => ({
      id: userId(key),
      name,
      email: `${key}.${draft.short}@example.com`,
      state,
    })),
    groups: Rec.map(draft.groups, ({ members, name }, key) => ({
      id: GroupId.make(uuid("group", count(draft.groups, key))),
      name,
      memberIds: members.map(userId),
    })),
    roles: Rec.map(draft.roles, ({ may, name }, key) => ({
      id: RoleId.make(uuid("role", count(draft.roles, key))),
      name,
      permissions: may,
    })),
    divisions: Rec.map(draft.divisions, (name, key) => ({
      id: DivisionId.make(uuid("division", count(draft.divisions, key))),
      name,
    })),
    clients: { admin: client("admin", 100, allPermissions), guest: client("guest", 101, []), ...ofUsers },
    partialClients: allPermissions.flatMap((permission, at) => [
      client(`only-${at + 1}`, 201 + at, [permission]),
      client(
        `without-${at + 1}`,
        301 + at,
        allPermissions.filter((other) => other !== permission),
      ),
    ]),
  }
}

const harborBank = build({
  digit: 1,
  name: "Harbor Bank",
  short: "harbor",
  users: {
    ada: { name: "Ada Adler", may: allPermissions },
    uma: { name: "Uma Underwood", may: ["authorization:orgTrustee:view", "authorization:orgTrusteeUser:view"] },
    victor: { name: "Victor Vance", may: ["authorization:audit:view"] },
    ines: { name: "Ines Ibarra", state: "inactive", may: allPermissions },
  },
  groups: {
    nightShift: { name: "Night shift", members: ["uma", "victor"] },
    tellers: { name: "Tellers", members: [] },
  },
  roles: commonRoles,
  divisions: { home: "Home", retail: "Retail", wealth: "Wealth" },
})

const northwindPartners = build({
  digit: 2,
  name: "Northwind Partners",
  short: "northwind",
  users: {
    nina: { name: "Nina Novak", may: allPermissions },
    tom: { name: "Tom Thorne", may: ["authorization:orgTrustor:view", "authorization:orgTrusteeUser:view"] },
    lea: { name: "Lea Lindt" },
    olaf: { name: "Olaf Olsen", state: "inactive", may: allPermissions },
    // With these the partner has more people than a trust lets in.
    agent01: { name: "Agent 01" },
    agent02: { name: "Agent 02" },
    agent03: { name: "Agent 03" },
    agent04: { name: "Agent 04" },
    agent05: { name: "Agent 05" },
    agent06: { name: "Agent 06" },
    agent07: { name: "Agent 07" },
    agent08: { name: "Agent 08" },
    agent09: { name: "Agent 09" },
    agent10: { name: "Agent 10" },
    agent11: { name: "Agent 11" },
    agent12: { name: "Agent 12" },
    agent13: { name: "Agent 13" },
    agent14: { name: "Agent 14" },
    agent15: { name: "Agent 15" },
    agent16: { name: "Agent 16" },
    agent17: { name: "Agent 17" },
    agent18: { name: "Agent 18" },
    agent19: { name: "Agent 19" },
    agent20: { name: "Agent 20" },
    agent21: { name: "Agent 21" },
    agent22: { name: "Agent 22" },
    agent23: { name: "Agent 23" },
  },
  groups: {
    supportTeam: { name: "Support team", members: ["tom", "lea", "olaf"] },
    onCall: { name: "On call", members: ["lea"] },
  },
  roles: commonRoles,
  divisions: { home: "Home", projects: "Projects" },
})

const cedarHealth = build({
  digit: 12,
  name: "Cedar Health",
  short: "cedar",
  users: {
    carla: { name: "Carla Costa", may: allPermissions },
    ben: { name: "Ben Brandt", may: ["authorization:orgTrustor:view"] },
    dora: { name: "Dora Diaz", state: "inactive" },
  },
  groups: { reception: { name: "Reception", members: ["ben", "dora"] } },
  roles: commonRoles,
  divisions: { home: "Home", clinic: "Clinic" },
})

/**
 * The organizations of the built-in world by short name.
 *
 * @example
 * ```ts
 * import { organizations } from "@org-trust/testkit/BuiltInWorld"
 * import { principalOf } from "@org-trust/testkit/WorldFile"
 *
 * const { harborBank, northwindPartners } = organizations
 * const trustor = principalOf(harborBank.clients.admin)
 * const tom = northwindPartners.users.tom.id
 * ```
 * @category constants
 * @since 0.1.0
 */
export const organizations = { harborBank, northwindPartners, cedarHealth } as const

const careTeam = {
  users: {
    kim: { name: "Kim Keller", may: allPermissions },
    sol: { name: "Sol Sandoval" },
    mira: { name: "Mira Maas", may: ["authorization:orgTrustor:view"] },
    otto: { name: "Otto Olm", state: "inactive" },
  },
  groups: {
    firstLine: { name: "First line", members: ["sol", "mira"] },
    secondLine: { name: "Second line", members: ["kim"] },
  },
  roles: {},
  divisions: { home: "Home" },
} as const

/**
 * The organizations of the vendor's Customer Care by short name. They have no roles to
 * grant, and so let nobody in themselves.
 * @category constants
 * @since 0.1.0
 */
export const careOrganizations = {
  careAmericas: build({
    digit: 10,
    name: "Customer Care Americas",
    short: "care-americas",
    ...careTeam,
  }),
  careEurope: build({
    digit: 11,
    name: "Customer Care Europe",
    short: "care-europe",
    ...careTeam,
  }),
} as const

const facts = ({ divisions, groups, id, name, roles, users }: BuiltInOrganization): WorldOrganization => ({
  id,
  name,
  roles: Object.values(roles),
  divisions: Object.values(divisions),
  users: Object.values(users),
  groups: Object.values(groups),
})

const all: ReadonlyArray<BuiltInOrganization> = Object.values(organizations)
const care: ReadonlyArray<BuiltInOrganization> = Object.values(careOrganizations)

/**
 * The built-in world.
 * @category constants
 * @since 0.1.0
 */
export const world: WorldFile = {
  organizations: [...all.map(facts), ...care.map((each) => ({ ...facts(each), isCare: true }))],
  clients: [
    ...all.flatMap(({ clients, partialClients }) => [...Object.values(clients), ...partialClients]),
    ...care.flatMap(({ clients }) => Object.values(clients)),
  ],
}
