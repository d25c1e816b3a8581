/**
 * What the commands of the review have in common: what there is, and the trust file
 * where one is given.
 */
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import * as Flag from "effect/cli/Flag"
import type { Desired } from "@org-trust/core/access/Desired"
import { type Directory, learn, nothing } from "@org-trust/core/access/Directory"
import { recall } from "@org-trust/core/access/History"
import type { TrustFile } from "@org-trust/core/access/TrustFile"
import { OrganizationId } from "@org-trust/core/Identifiers"
import { fileFlag } from "../flags.ts"
import type { Together } from "../together.ts"
import { connect, connectionFlags, type ConnectionFlags } from "../access/Connection.ts"
import { cannotDo } from "../access/Failures.ts"
import { readTrustFile } from "../access/inputs.ts"
import { nearest } from "../access/nearest.ts"
import { shellWord } from "../shellWord.ts"
import { checkOrganization, journalOf, readJournal, readSnapshot } from "../access/planning.ts"

/** The flags that say what is looked at. */
export const subjectFlags = {
  ...connectionFlags,
  file: fileFlag("file", "The trust file: its names are understood, and what differs from it is found (default: none)"),
  journal: fileFlag(
    "journal",
    "The journal of what was granted in which divisions (default: beside --file, where it is given)",
  ),
  directory: fileFlag(
    "directory",
    "What the API does not tell, in YAML or JSON: names, what roles permit, who is in which group (default: none)",
  ),
  organization: Flag.String("organization").pipe(
    Flag.withMetavar("ID"),
    Flag.withDescription("The organization of the credentials, where neither the file nor the profile says it"),
    Flag.optional,
  ),
} as const

/** A trust file says which organization it is about. */
export const subjectTogether: ReadonlyArray<Together> = [{ flags: ["organization"], not: ["file"] }]

/** The values of the flags. */
export interface SubjectFlags extends ConnectionFlags {
  readonly file: Option.Option<string>
  readonly organization: Option.Option<string>
  readonly journal: Option.Option<string>
  readonly directory: Option.Option<string>
}

/** The flags as a command repeats them that looks at the same. */
export const repeatSubject = ({ directory, file, journal, organization, profile, profiles }: SubjectFlags): string =>
  Object.entries({ profile, profiles, file, journal, directory, organization })
    .flatMap(([name, value]) => (Option.isSome(value) ? [` --${name} ${shellWord(value.value)}`] : []))
    .join("")

const decodeId = Schema.decodeUnknownOption(OrganizationId)

/** What a file calls things, by their ids. */
export const namesIn = ({
  divisions,
  groups,
  organizations,
  roles,
  users,
}: Pick<TrustFile, "organizations" | "roles" | "divisions" | "users" | "groups">): Directory["names"] =>
  new Map(
    [organizations, roles, divisions, users, groups].flatMap((section) =>
      Object.entries(section).flatMap(([name, id]) =>
        Option.match(decodeId(id.trim().toLowerCase()), { onNone: () => [], onSome: (known) => [[known, name]] }),
      ),
    ),
  )

/** The journal that knows what was granted: the one that is named, or the one beside the trust file. */
export const journalIn = (flags: Pick<SubjectFlags, "file" | "journal">): Option.Option<string> =>
  Option.orElse(flags.journal, () => Option.map(flags.file, (file) => journalOf(file, Option.none())))

/** Reads the file, where there is one, and what there is, with what is known beside; of `expected`, where it is said otherwise which organization it is. */
export const readSubject = Effect.fnUntraced(function* (
  flags: SubjectFlags,
  directory: Directory = nothing,
  expected?: OrganizationId,
) {
  const read = Option.isNone(flags.file) ? undefined : yield* readTrustFile(flags.file.value)
  const connection = yield* connect(flags)
  const asked = Option.map(flags.organization, (text) => text.trim().toLowerCase())
  const given = Option.flatMap(asked, decodeId)
  if (Option.isSome(asked) && Option.isNone(given)) {
    return yield* cannotDo(`--organization: expected an id, which is a UUID, got ${JSON.stringify(asked.value)}`)
  }
  const said = read?.desired.organizationId ?? Option.getOrUndefined(given)
  if (expected !== undefined && said !== undefined && said !== expected) {
    return yield* cannotDo(
      `The decisions are about the organization ${expected}, and --file or --organization say ${said}`,
    )
  }
  const organizationId = said ?? expected ?? connection.organizationId
  if (organizationId === undefined) {
    return yield* cannotDo(
      "Which organization is looked at is not said: give --file or --organization, or set GENESYSCLOUD_ORGANIZATION_ID",
    )
  }
  yield* checkOrganization(connection, organizationId)
  const seen = yield* readSnapshot(connection, flags.rate, { organizationId, trustors: false })
  // The journal beside the file knows in which divisions roles were granted.
  const journal = journalIn(flags)
  const snapshot = Option.isNone(journal) ? seen : recall(seen, yield* readJournal(journal.value))
  const known = learn(snapshot, directory)
  const called = [...known.names, ...(read === undefined ? [] : namesIn(read.file))]
  const desired: Desired | undefined = read?.desired
  return {
    connection,
    snapshot,
    directory: { ...known, names: new Map(called) },
    called,
    desired,
    trustFile: read?.file,
    file: Option.getOrUndefined(flags.file),
  }
})

/** What things are called, by their ids: by the platform, and by the file where there is one. */
export type Called = Effect.Success<ReturnType<typeof readSubject>>["called"]

/** The id that is meant by an id or a name. */
export const idOf = (called: Called, what: string, text: string) => {
  const wanted = text.trim().toLowerCase()
  if (Option.isSome(decodeId(wanted))) return Effect.succeed(wanted)
  const found = [...new Set(called.flatMap(([id, name]) => (name.toLowerCase() === wanted ? [id] : [])))]
  const [id, ...others] = found
  if (id !== undefined && others.length === 0) return Effect.succeed<string>(id)
  const all = called.map(([, name]) => name)
  const meant = all.find((name) => name.toLowerCase().includes(wanted)) ?? nearest(wanted, all)
  const offer = meant === undefined || wanted === "" ? "" : `; did you mean ${JSON.stringify(meant)}?`
  return Effect.fail(
    cannotDo(
      id === undefined
        ? `--${what}: nothing is called ${JSON.stringify(text)}; expected an id or a name${offer}`
        : `--${what}: ${JSON.stringify(text)} may be any of ${found.join(", ")}; expected one of these ids`,
    ),
  )
}
