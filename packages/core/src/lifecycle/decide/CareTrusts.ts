import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type { CareTrustOptions } from "../../entities/CareTrust.ts"
import type { OrganizationId } from "../../Identifiers.ts"
import type { OperationName } from "../../Operation.ts"
import { latest } from "../../Timestamp.ts"
import { Conflict, NotFound } from "../../TrustError.ts"
import { careOrganizations } from "../CareAccess.ts"
import type { CareTrustCreated } from "../Event.ts"
import { evolve } from "../Evolve.ts"
import { answer, type Outcome, type Refusal, refuse, type Situation } from "../Request.ts"
import { type State, type Trust, trust } from "../State.ts"
import * as View from "../View.ts"
import { findTrust, happening } from "./lookups.ts"
import { toPage } from "./paging.ts"

/** Every organization of Customer Care that the caller's can let in, of which there has to be one. */
const findCare = ({
  origin,
  principal,
  world,
}: Situation<OperationName>): Result.Result<
  readonly [OrganizationId, ...ReadonlyArray<OrganizationId>],
  Refusal<NotFound>
> => {
  const [first, ...others] = careOrganizations(world, principal.organizationId)
  return first === undefined
    ? refuse(
        "default-trust.with-care",
        new NotFound({ ...origin, message: "There is no Customer Care organization", entityName: "trustee" }),
      )
    : Result.succeed([first, ...others])
}

/** The trusts with some organizations, in their order. */
const trustsWith = (
  state: State,
  trustorOrgId: OrganizationId,
  ids: ReadonlyArray<OrganizationId>,
): ReadonlyArray<Trust> => ids.flatMap((id) => trust(state, trustorOrgId, id) ?? [])

/** Makes trusts with those of the organizations that there is none with; with none left to make it is a conflict. */
const make = (
  situation: Situation<OperationName>,
  organizations: ReadonlyArray<OrganizationId>,
  options: CareTrustOptions,
): Result.Result<ReadonlyArray<CareTrustCreated>, Refusal<Conflict>> => {
  const { now, origin, principal, profile, state } = situation
  const trustorOrgId = principal.organizationId
  const missing = organizations.filter((id) => trust(state, trustorOrgId, id) === undefined)
  if (missing.length === 0) {
    const message = "There is a trust with Customer Care already"
    return refuse(
      "trust.one-per-direction",
      new Conflict({ ...origin, message, code: "general.conflict", entityName: "trustee" }),
    )
  }
  const { allowTrustedUserAccess, assignDefaultRole, assignFullAccess, autoExpire } = options
  return Result.succeed(
    missing.map((trusteeOrgId, at) => ({
      ...happening(situation, at),
      _tag: "CareTrustCreated",
      trustorOrgId,
      trusteeOrgId,
      settings: {
        enabled: true,
        ...(autoExpire === true && {
          dateExpired: DateTime.min(DateTime.addDuration(now, profile.autoExpiry), latest),
        }),
      },
      defaults: {
        usesDefaultRole: assignDefaultRole === true,
        hasFullAccess: assignFullAccess === true,
        isTrustedUser: allowTrustedUserAccess === true,
      },
    })),
  )
}

/** `GET /trustees/default` */
export const getDefault = (situation: Situation<"DefaultTrusts.get">): Outcome<"DefaultTrusts.get"> =>
  Result.gen(function* () {
    const [care] = yield* findCare(situation)
    const found = yield* findTrust(situation, situation.principal.organizationId, care, "trustee")
    return { reply: View.trustee(situation.world, found), events: [] }
  })

/** `POST /trustees/default` */
export const createDefault = (situation: Situation<"DefaultTrusts.create">): Outcome<"DefaultTrusts.create"> =>
  Result.gen(function* () {
    const { input, principal, state, world } = situation
    const [care] = yield* findCare(situation)
    const events = yield* make(situation, [care], input)
    const after = events.reduce(evolve, state)
    const created = yield* findTrust({ ...situation, state: after }, principal.organizationId, care, "trustee")
    return { reply: View.trustee(world, created), events }
  })

/** `GET /trustees/care` */
export const list = ({ principal, world }: Situation<"CareTrusts.list">): Outcome<"CareTrusts.list"> =>
  answer({
    entities: careOrganizations(world, principal.organizationId).map((id) => ({
      id,
      selfUri: `${View.basePath}/trustees/${id}`,
    })),
  })

/** `POST /trustees/care` */
export const create = (situation: Situation<"CareTrusts.create">): Outcome<"CareTrusts.create"> =>
  Result.gen(function* () {
    const { input, principal, state, world } = situation
    const organizations = yield* findCare(situation)
    const events = yield* make(situation, organizations, input)
    const all = trustsWith(events.reduce(evolve, state), principal.organizationId, organizations)
    const entities = all.map((each) => View.trustee(world, each))
    const window = { pageNumber: 1, pageSize: entities.length }
    return { reply: toPage(window, entities.length, `${View.basePath}/trustees/care`, entities), events }
  })
