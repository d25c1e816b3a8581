/**
 * Ids as people know them: by the names that the world gives them.
 */
import * as Schema from "effect/Schema"
import type { WorldFile } from "../../../WorldFile.ts"
import type { JsonStep } from "../../report/Json.ts"

/** The text with names in place of the ids that have one. */
export type Naming = (text: string) => string

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

const ReplyWithId = Schema.Struct({ id: Schema.String })
const isWithId = Schema.is(ReplyWithId)

/** Names of what the world has and of the pairings that a trace makes; other ids are shortened. */
export const namingOf = (world: WorldFile, trace: ReadonlyArray<JsonStep>): Naming => {
  const named = world.organizations.flatMap(({ groups, id, name, roles, users }) => [
    { id, name },
    ...groups,
    ...roles,
    ...users,
  ])
  const names = new Map<string, string>(named.map(({ id, name }) => [id, name]))
  for (const step of trace) {
    if (step.kind === "call" && step.operation === "Pairings.create" && isWithId(step.reply)) {
      names.set(step.reply.id, `pairing ${names.size - named.length + 1}`)
    }
  }
  return (text) => text.replaceAll(uuid, (id) => names.get(id) ?? `${id.slice(0, 8)}…`)
}

const words = (value: Schema.Json): string => {
  if (Array.isArray(value)) return value.length === 0 ? "none" : value.map(words).join(" + ")
  if (typeof value !== "object" || value === null) return String(value)
  const entries = Object.entries(value)
  const [first] = entries
  return entries.length === 1 && first?.[0] === "id"
    ? words(first[1])
    : entries.map(([key, each]) => (key.endsWith("Id") ? words(each) : `${key}: ${words(each)}`)).join(", ")
}

/** What a request says beside its operation, in few words: what it is about, and its body. */
export const inputWords = (step: Extract<JsonStep, { readonly kind: "call" }>, naming: Naming): string => {
  const [path = "", query] = step.path.split("?", 2)
  const ids = path.split("/").flatMap((part) => part.match(uuid) ?? [])
  const parts = [...ids, ...(query === undefined ? [] : [query.replaceAll("&", ", ")])]
  return naming([...parts, ...(step.body === undefined ? [] : [words(step.body)])].join(", "))
}
