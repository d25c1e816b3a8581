/**
 * Names in a file that people write, resolved to the ids that they stand for.
 */
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Schema from "effect/Schema"
import type { Mistake, RoleEntry } from "../../access/TrustFile.ts"
import { DivisionId, GroupId, OrganizationId, RoleId, UserId } from "../../Identifiers.ts"
import type { Grant } from "../../lifecycle/Event.ts"

type Path = Mistake["path"]

type Section = { readonly [name: string]: string }

/** The names that a file gives to ids. */
export interface Names {
  readonly organizations: Section
  readonly roles: Section
  readonly divisions: Section
  readonly users: Section
  readonly groups: Section
}

/** What the file calls a kind of thing, under which it names them, and its id. */
export interface Kind<Id extends string> {
  readonly what: string
  readonly under: keyof Names
  readonly decode: (text: string) => Option.Option<Id>
}

const kind = <Id extends string>(what: string, under: Kind<Id>["under"], id: Schema.Codec<Id, string>): Kind<Id> => {
  const decode = Schema.decodeUnknownOption(id)
  // Ids are the same in upper and in lower case; one spelling makes them comparable.
  return { what, under, decode: (text) => decode(text.trim().toLowerCase()) }
}

/** What organizations are called under `organizations`. */
export const organizations = kind("organization", "organizations", OrganizationId)
/** What roles are called under `roles`. */
export const roles = kind("role", "roles", RoleId)
/** What divisions are called under `divisions`. */
export const divisions = kind("division", "divisions", DivisionId)
/** What users are called under `users`. */
export const users = kind("user", "users", UserId)
/** What groups are called under `groups`. */
export const groups = kind("group", "groups", GroupId)

const found = <A>(items: ReadonlyArray<A | undefined>): ReadonlyArray<A> => items.filter(Predicate.isNotUndefined)

/** Resolves the names of a file and notes every mistake on the way, so that a file with three mistakes tells all three. */
export const makeResolver = (file: Names) => {
  const mistakes: Array<Mistake> = []

  const wrong = (path: Path, message: string): undefined => {
    mistakes.push({ path, message })
    return undefined
  }

  const idOf = <Id extends string>(kind: Kind<Id>, text: string, path: Path): Id | undefined => {
    const names = file[kind.under]
    const named = Object.hasOwn(names, text) ? names[text] : undefined
    const id = Option.getOrUndefined(kind.decode(named ?? text))
    if (id !== undefined) return id
    if (named !== undefined) return wrong([kind.under, text], `${JSON.stringify(named)} is no id: ids are UUIDs`)
    const known = Object.keys(names)
    const offer = known.length === 0 ? "" : `; the file names ${known.join(", ")}`
    return wrong(
      path,
      `No ${kind.what} is called ${JSON.stringify(text)}: write an id, or name one under ${kind.under}${offer}`,
    )
  }

  const idsOf = <Id extends string>(kind: Kind<Id>, names: ReadonlyArray<string>, path: Path): ReadonlySet<Id> =>
    new Set(found(names.map((name, at) => idOf(kind, name, [...path, at]))))

  const grantsOf = (entry: RoleEntry, path: Path): ReadonlyArray<Grant> => {
    if (typeof entry === "string") return found([idOf(roles, entry, path)]).map((roleId) => ({ roleId }))
    if (entry.divisions.length === 0) {
      wrong([...path, "divisions"], "No division is named: for all divisions write the role alone")
    }
    const within = [...idsOf(divisions, entry.divisions, [...path, "divisions"])]
    return found([idOf(roles, entry.role, [...path, "role"])]).flatMap((roleId) =>
      within.map((divisionId) => ({ roleId, divisionId })),
    )
  }

  return { mistakes, wrong, idOf, idsOf, grantsOf }
}
