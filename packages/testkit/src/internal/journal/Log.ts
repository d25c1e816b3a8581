/**
 * What the rows of a log come to.
 */
import * as Result from "effect/Result"
import * as Schema from "effect/Schema"
import { withCanonicalIds } from "@org-trust/core/lifecycle/Canonical"
import type { Event } from "@org-trust/core/lifecycle/Event"
import * as EventJson from "@org-trust/core/lifecycle/EventJson"
import { evolve } from "@org-trust/core/lifecycle/Evolve"
import { empty } from "@org-trust/core/lifecycle/State"
import * as StateJson from "@org-trust/core/lifecycle/StateJson"
import type { Kept } from "../../Journal.ts"
import { WorldFile } from "../../WorldFile.ts"
import * as Groups from "./Groups.ts"
import * as StoredTrail from "./StoredTrail.ts"

/** An event of the log. */
export const EventRow = Schema.Struct({ version: Schema.Int, body: Schema.String })
/** An event of the log. */
export type EventRow = typeof EventRow.Type

/** What is true of a log as a whole. */
export const LogRow = Schema.Struct({
  log: Schema.Int,
  world: Schema.String,
  key: Schema.String,
  groups: Schema.String,
  clockMillis: Schema.Finite,
})
/** What is true of a log as a whole. */
export type LogRow = typeof LogRow.Type

/** What a journal holds cannot be read; `message` says what of it. It is thrown, as a trail is read where it is looked at. */
export class SpoiledLog extends Schema.TaggedError<SpoiledLog>()("SpoiledLog", { message: Schema.String }) {}

const orSpoiled = <A>(what: string, result: Result.Result<A, Error>): A =>
  Result.getOrThrowWith(result, ({ message }) => new SpoiledLog({ message: `${what} cannot be read: ${message}` }))

/** How many events are read at once where a trail is looked at. */
export const backwards = 1000

/** The event of a row, which has to be the one that is due. */
export const eventOf = ({ body, version }: EventRow, due: number): Event => {
  if (version !== due) throw new SpoiledLog({ message: `expected the event ${due}, got the event ${version}` })
  return orSpoiled(`the event ${version}`, EventJson.fromJson(body))
}

const WorldJson = Schema.fromJsonString(WorldFile)
const decodeWorld = Schema.decodeUnknownResult(WorldJson)

/** The world of a log. */
export const worldOf = (json: string): WorldFile => orSpoiled("the world", decodeWorld(json))

/** A world as it is kept. Equal worlds have equal texts. */
export const worldJson = Schema.encodeSync(WorldJson)

type Organizations = Kept["organizations"]

/** The organizations of a world, as the model has them. */
export const organizationsOf = ({ organizations }: WorldFile): Organizations =>
  withCanonicalIds({ organizations }).organizations

/** A log in which nothing has happened. */
export const beginning = (organizations: Organizations, { clockMillis, log }: LogRow): Kept => ({
  log,
  version: 0,
  state: empty,
  organizations,
  clockMillis,
})

/** With what is true of the log now, of which `groups` was known before. */
export const withRow = (atFirst: Organizations, kept: Kept, row: LogRow, groups: string): Kept => ({
  ...kept,
  clockMillis: row.clockMillis,
  organizations:
    row.groups === groups ? kept.organizations : orSpoiled("the groups", Groups.fromJson(atFirst, row.groups)),
})

/** With the events that follow. */
export const advance = (kept: Kept, rows: ReadonlyArray<EventRow>): Kept => ({
  ...kept,
  version: kept.version + rows.length,
  state: rows.map((row, at) => eventOf(row, kept.version + at + 1)).reduce(evolve, kept.state),
})

/** The state of a snapshot, or undefined where it cannot be read: all of it is in the log too. */
export const restore = (kept: Kept, version: number, parts: Iterable<string>, read: StoredTrail.ReadBackwards) => {
  const state = StateJson.fromParts(parts, StoredTrail.make(version, read))
  return Result.isSuccess(state) ? { ...kept, version, state: state.success } : undefined
}

/** What a step has added to the log. */
export const added = (before: Kept, after: Kept): ReadonlyArray<EventRow> =>
  StoredTrail.since(after.state.trail, before.state.trail).map((event, at) => ({
    version: before.version + at + 1,
    body: EventJson.toJson(event),
  }))

/** How many events there can be after the latest snapshot, so that reading them takes no more than a second. */
export const snapshotIsDue = (version: number, latest: number): boolean =>
  version - latest >= Math.max(20_000, latest / 16)
