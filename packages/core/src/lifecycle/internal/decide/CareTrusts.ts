import * as DateTime from "effect/DateTime"
import * as Result from "effect/Result"
import type { CareTrustOptions } from "../../../entities/CareTrust.ts"
import type { Trustee } from "../../../entities/Trustee.ts"
import type { OrganizationId } from "../../../Identifiers.ts"
import { basePath } from "../../../Operation.ts"
import type { Page } from "../../../Page.ts"
import { latest } from "../../../Timestamp.ts"
import { Conflict, NotFound } from "../../../TrustError.ts"
import { careOrganizations } from "../../CareAccess.ts"
import type { CareTrustCreated } from "../../Event.ts"
import { type Ruling, happens, type Question, type QuestionOf, refuse } from "../../Request.ts"
import { type State, trust } from "../../State.ts"
import * as View from "../../View.ts"
import { toPage } from "./paging.ts"
import { findTrust, happeningTo, type Side } from "./Side.ts"

/** Every organization of Customer Care that the caller's can let in, of which there has to be one. */
const findCare = ({
  origin,
  principal,
  world,
}: Question): Ruling<readonly [OrganizationId, ...ReadonlyArray<OrganizationId>], NotFound> => {
  const [first, ...others] = careOrganizations(world, principal.organizationId)
  return first === undefined
    ? refuse(
        "default-trust.with-care",
        new NotFound({ ...origin, message: "There is no Customer Care organization", entityName: "trustee" }),
      )
    : Result.succeed([first, ...others])
}

const sideWith = ({ principal }: Question, care: OrganizationId): Side => ({
  asked: "trustee",
  trustorOrgId: principal.organizationId,
  trusteeOrgId: care,
})

/**
 * Makes trusts with those of the organizations that there is none with; with none left to make, or where the
 * profile says so with one that is there, it is a conflict.
 */
const make = (
  question: Question<CareTrustOptions>,
  state: State,
  organizations: ReadonlyArray<OrganizationId>,
): Ruling<ReadonlyArray<CareTrustCreated>, Conflict> => {
  const { now, origin, principal, profile } = question
  const missing = organizations.filter((id) => trust(state, principal.organizationId, id) === undefined)
  const isPartly = missing.length < organizations.length
  if (missing.length === 0 || (isPartly && profile.careWhenPartly === "Conflict")) {
    const message = "There is a trust with Customer Care already"
    return refuse(
      "trust.one-per-direction",
      new Conflict({ ...origin, message, code: "general.conflict", entityName: "trustee" }),
    )
  }
  const { allowTrustedUserAccess, assignDefaultRole, assignFullAccess, autoExpire } = question.input
  return Result.succeed(
    missing.map((care, at) => ({
      ...happeningTo(question, sideWith(question, care), at),
      _tag: "CareTrustCreated",
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

/**
 * `GET /trustees/default`
 * @category functions
 * @since 0.1.0
 */
export const getDefault = (question: Question) => (state: State) =>
  Result.gen(function* () {
    const [care] = yield* findCare(question)
    return View.trustee(question.world, yield* findTrust(question, sideWith(question, care), state))
  })

/**
 * `POST /trustees/default`
 * @category functions
 * @since 0.1.0
 */
export const createDefault = (question: QuestionOf<"DefaultTrusts.create">, state: State) =>
  Result.gen(function* () {
    const [care] = yield* findCare(question)
    return yield* happens(yield* make(question, state, [care]), getDefault(question))
  })

/**
 * `GET /trustees/care`
 * @category functions
 * @since 0.1.0
 */
export const list =
  ({ principal, world }: Question) =>
  () =>
    Result.succeed({
      entities: careOrganizations(world, principal.organizationId).map((id) => ({
        id,
        selfUri: `${basePath}/trustees/${id}`,
      })),
    })

/**
 * `POST /trustees/care`
 * @category functions
 * @since 0.1.0
 */
export const create = (question: QuestionOf<"CareTrusts.create">, state: State) =>
  Result.gen(function* () {
    const { principal, profile, world } = question
    const organizations = yield* findCare(question)
    const made = yield* make(question, state, organizations)
    const answered =
      profile.careWhenPartly === "AnswerMade" ? made.map(({ trusteeOrgId }) => trusteeOrgId) : organizations
    return yield* happens(made, (after): Ruling<Page<Trustee>, never> => {
      const entities = answered
        .flatMap((id) => trust(after, principal.organizationId, id) ?? [])
        .map((each) => View.trustee(world, each))
      const window = { pageNumber: 1, pageSize: entities.length }
      return Result.succeed(toPage(window, entities.length, `${basePath}/trustees/care`, entities))
    })
  })
