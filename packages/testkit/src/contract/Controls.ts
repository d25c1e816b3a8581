/**
 * What is beside the API: few addresses with which an implementation lets tests move its
 * clock, change who is in a group, and see what is permitted within a division. The
 * emulator has them; each of them is used where it is there.
 *
 * - `GET /_emulator/clock` answers `{"now":"2026-01-01T00:00:00.000Z"}`, and `PUT` of the
 *   same moves the clock forward.
 * - `PUT /_emulator/groups/{organizationId}/{groupId}` with `{"memberIds":["uuid"]}` makes
 *   these users the members of a group.
 * - `GET /_emulator/access?trustorOrgId=…&trusteeOrgId=…&userId=…&divisionId=…` answers
 *   `{"permissions":["…"]}`.
 */
import * as DateTime from "effect/DateTime"
import * as Effect from "effect/Effect"
import type * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as HttpClient from "effect/http/HttpClient"
import * as HttpClientRequest from "effect/http/HttpClientRequest"
import { Timestamp } from "@org-trust/core/Timestamp"
import type { WorldFile } from "../WorldFile.ts"
import type { Subject } from "./Subject.ts"

const Clock = Schema.fromJsonString(Schema.Struct({ now: Timestamp }))
const Access = Schema.fromJsonString(Schema.Struct({ permissions: Schema.Array(Schema.String) }))

/**
 * What a subject can do beside the API.
 * @category models
 * @since 0.1.0
 */
export type Controls = Pick<Subject, "passTime" | "setGroupMembers" | "accessWithin">

/**
 * Where the controls are looked for, and of which world.
 * @category models
 * @since 0.1.0
 */
export interface ControlsOptions {
  readonly url: string
  readonly world: WorldFile
  readonly httpClient: Layer.Layer<HttpClient.HttpClient>
}

/**
 * Looks which controls an implementation has. A control that is there and fails later
 * on is a defect: without it nothing more can be said of the implementation.
 * @category constructors
 * @since 0.1.0
 */
export const controlsOf = Effect.fnUntraced(function* ({
  httpClient,
  url,
  world,
}: ControlsOptions): Effect.fn.Return<Controls> {
  const base = `${url}/_emulator`
  /** The text that is answered with the status 200. */
  const ask = (request: HttpClientRequest.HttpClientRequest) =>
    Effect.flatMap(HttpClient.HttpClient, (client) => HttpClient.filterStatusOk(client).execute(request)).pipe(
      Effect.flatMap((response) => response.text),
      Effect.provide(httpClient),
    )
  const put = (path: string, body: string) =>
    ask(HttpClientRequest.put(`${base}${path}`).pipe(HttpClientRequest.bodyText(body, "application/json")))
  const isThere = <E>(answer: Effect.Effect<unknown, E>) =>
    Effect.match(answer, { onSuccess: () => true, onFailure: () => false })

  const now = Effect.flatMap(ask(HttpClientRequest.get(`${base}/clock`)), Schema.decodeUnknownEffect(Clock))
  const passTime: NonNullable<Subject["passTime"]> = (duration) =>
    Effect.orDie(
      Effect.flatMap(now, (clock) =>
        put("/clock", Schema.encodeSync(Clock)({ now: DateTime.addDuration(clock.now, duration) })),
      ),
    )
  const setMembers: NonNullable<Subject["setGroupMembers"]> = ({ groupId, memberIds, organizationId }) =>
    Effect.orDie(put(`/groups/${organizationId}/${groupId}`, JSON.stringify({ memberIds })))
  const accessWithin: NonNullable<Subject["accessWithin"]> = ({ divisionId, trusteeOrgId, trustorOrgId, userId }) =>
    ask(
      HttpClientRequest.get(`${base}/access`).pipe(
        HttpClientRequest.setUrlParams({ trustorOrgId, trusteeOrgId, userId, divisionId }),
      ),
    ).pipe(
      Effect.flatMap(Schema.decodeUnknownEffect(Access)),
      Effect.map(({ permissions }) => new Set(permissions)),
      Effect.orDie,
    )

  // Each is tried with what changes nothing: the members that a group has, the access to oneself.
  const organization = world.organizations.find(({ groups }) => groups.length > 0)
  const [group] = organization?.groups ?? []
  const hasMembers =
    organization !== undefined &&
    group !== undefined &&
    (yield* isThere(put(`/groups/${organization.id}/${group.id}`, JSON.stringify({ memberIds: group.memberIds }))))
  const asked = world.organizations.find(({ divisions, users }) => users.length > 0 && divisions.length > 0)
  const [user] = asked?.users ?? []
  const [division] = asked?.divisions ?? []
  const hasAccess =
    asked !== undefined &&
    user !== undefined &&
    division !== undefined &&
    (yield* Effect.map(
      Effect.exit(
        accessWithin({ trustorOrgId: asked.id, trusteeOrgId: asked.id, userId: user.id, divisionId: division.id }),
      ),
      (exit) => exit._tag === "Success",
    ))
  return {
    ...((yield* isThere(now)) && { passTime }),
    ...(hasMembers && { setGroupMembers: setMembers }),
    ...(hasAccess && { accessWithin }),
  }
})
