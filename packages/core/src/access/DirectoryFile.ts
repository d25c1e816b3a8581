/**
 * The directory file: what the API for trusts does not tell, written down. What things
 * are called, what each role permits, who is in which group of a partner, and who is
 * not active there.
 */
import * as Option from "effect/Option"
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { GroupId, OrganizationId, RoleId, UserId } from "../Identifiers.ts"
import type { Directory, RolePermissions } from "./Directory.ts"
import type { Mistake } from "./TrustFile.ts"

/**
 * What is known of a partner.
 * @category schemas
 * @since 0.1.0
 */
export const PartnerEntry = Schema.Struct({
  /** Who is in which group, by ids. Of a group that is not here it is not known. */
  groups: Schema.optionalKey(Schema.Record(Schema.String, Schema.Array(Schema.String))),
  /** Users who are not active. */
  inactive: Schema.optionalKey(Schema.Array(Schema.String)),
})

/**
 * A directory file. Everything in it is by id, and may be left out.
 * @category schemas
 * @since 0.1.0
 */
export const DirectoryFile = Schema.Struct({
  /** What organizations, roles, divisions, users and groups are called. */
  names: Schema.optionalKey(Schema.Record(Schema.String, Schema.String)),
  /** What roles permit: all that they do. */
  roles: Schema.optionalKey(Schema.Record(Schema.String, Schema.Array(Schema.String))),
  /** Whether `roles` has every role that there is; false unless given. */
  hasAllRoles: Schema.optionalKey(Schema.Boolean),
  partners: Schema.optionalKey(Schema.Record(Schema.String, PartnerEntry)),
}).annotate({ identifier: "DirectoryFile" })
/**
 * A directory file.
 * @category models
 * @since 0.1.0
 */
export type DirectoryFile = typeof DirectoryFile.Type

/**
 * The keys that the file has at a place; none where it is for the file to name them.
 * @category functions
 * @since 0.1.0
 */
export const keysAt = (path: ReadonlyArray<string | number>): ReadonlyArray<string> => {
  if (path.length === 0) return Object.keys(DirectoryFile.fields)
  return path.length === 2 && path[0] === "partners" ? Object.keys(PartnerEntry.fields) : []
}

type Path = Mistake["path"]

const makeReader = () => {
  const mistakes: Array<Mistake> = []
  const reading = <Id extends string>(schema: Schema.Codec<Id, string>) => {
    const decode = Schema.decodeUnknownOption(schema)
    return (text: string, path: Path): ReadonlyArray<Id> => {
      const id = Option.getOrUndefined(decode(text.trim().toLowerCase()))
      if (id !== undefined) return [id]
      mistakes.push({ path, message: `${JSON.stringify(text)} is no id: ids are UUIDs` })
      return []
    }
  }
  const byId = <Id extends string, A, B>(
    idsOf: (text: string, path: Path) => ReadonlyArray<Id>,
    section: { readonly [key: string]: A } | undefined,
    path: Path,
    read: (value: A, path: Path) => B,
  ): ReadonlyMap<Id, B> =>
    new Map(
      Object.entries(section ?? {}).flatMap(([key, value]) =>
        idsOf(key, [...path, key]).map((id) => [id, read(value, [...path, key])] as const),
      ),
    )
  return { mistakes, reading, byId }
}

/**
 * What a file tells, or every mistake in it: ids that are none.
 * @category functions
 * @since 0.1.0
 */
export const resolve = (file: DirectoryFile): Result.Result<Directory, ReadonlyArray<Mistake>> => {
  const { byId, mistakes, reading } = makeReader()
  const [roleId, userId, groupId, organizationId] = [
    reading(RoleId),
    reading(UserId),
    reading(GroupId),
    reading(OrganizationId),
  ]
  const usersIn = (ids: ReadonlyArray<string> | undefined, path: Path): ReadonlySet<UserId> =>
    new Set((ids ?? []).flatMap((id, at) => userId(id, [...path, at])))
  const roles = byId(roleId, file.roles, ["roles"], (permissions): RolePermissions => {
    const all = new Set(permissions)
    return { certain: all, possible: all }
  })
  const partners = byId(organizationId, file.partners, ["partners"], ({ groups, inactive }, path) => ({
    groups: byId(groupId, groups, [...path, "groups"], usersIn),
    inactive: usersIn(inactive, [...path, "inactive"]),
  }))
  // An id of any kind looks the same.
  const names = byId(userId, file.names, ["names"], (name) => name)
  return mistakes.length > 0
    ? Result.fail(mistakes)
    : Result.succeed({
        roles,
        hasAllRoles: file.hasAllRoles ?? false,
        groups: new Map(Array.from(partners, ([id, { groups }]) => [id, groups])),
        inactive: new Map(Array.from(partners, ([id, { inactive }]) => [id, inactive])),
        names,
      })
}
