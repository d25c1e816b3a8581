/**
 * All services of this library together.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { Invoke } from "./Invoke.ts"
import { callMethod, type Methods, type ServiceName, serviceNameOf } from "./Method.ts"
import * as BulkRemoval from "./services/BulkRemoval.ts"
import * as CareTrusts from "./services/CareTrusts.ts"
import * as DefaultTrusts from "./services/DefaultTrusts.ts"
import * as Pairings from "./services/Pairings.ts"
import * as TrustAudits from "./services/TrustAudits.ts"
import * as TrusteeGroupRoleDivisions from "./services/TrusteeGroupRoleDivisions.ts"
import * as TrusteeGroupRoles from "./services/TrusteeGroupRoles.ts"
import * as TrusteeGroups from "./services/TrusteeGroups.ts"
import * as TrusteeClonedUsers from "./services/TrusteeClonedUsers.ts"
import * as Trustees from "./services/Trustees.ts"
import * as TrusteeUserRoleDivisions from "./services/TrusteeUserRoleDivisions.ts"
import * as TrusteeUserRoles from "./services/TrusteeUserRoles.ts"
import * as TrusteeUsers from "./services/TrusteeUsers.ts"
import * as TrustorGroups from "./services/TrustorGroups.ts"
import * as TrustorClonedUsers from "./services/TrustorClonedUsers.ts"
import * as Trustors from "./services/Trustors.ts"
import * as TrustorUsers from "./services/TrustorUsers.ts"
import * as UserTrustors from "./services/UserTrustors.ts"

/** A service as one of many. */
const part = <Self, Shape>(service: Context.Service<Self, Shape>, make: (invoke: Invoke) => Shape) => ({
  key: service.key,
  make,
  get: (services: Context.Context<Self>): Shape => Context.get(services, service),
})

/** The services by the names that their operations begin with. */
const parts = {
  BulkRemoval: part(BulkRemoval.BulkRemoval, BulkRemoval.make),
  CareTrusts: part(CareTrusts.CareTrusts, CareTrusts.make),
  DefaultTrusts: part(DefaultTrusts.DefaultTrusts, DefaultTrusts.make),
  Pairings: part(Pairings.Pairings, Pairings.make),
  TrustAudits: part(TrustAudits.TrustAudits, TrustAudits.make),
  TrusteeGroupRoleDivisions: part(TrusteeGroupRoleDivisions.TrusteeGroupRoleDivisions, TrusteeGroupRoleDivisions.make),
  TrusteeGroupRoles: part(TrusteeGroupRoles.TrusteeGroupRoles, TrusteeGroupRoles.make),
  TrusteeGroups: part(TrusteeGroups.TrusteeGroups, TrusteeGroups.make),
  TrusteeClonedUsers: part(TrusteeClonedUsers.TrusteeClonedUsers, TrusteeClonedUsers.make),
  Trustees: part(Trustees.Trustees, Trustees.make),
  TrusteeUserRoleDivisions: part(TrusteeUserRoleDivisions.TrusteeUserRoleDivisions, TrusteeUserRoleDivisions.make),
  TrusteeUserRoles: part(TrusteeUserRoles.TrusteeUserRoles, TrusteeUserRoles.make),
  TrusteeUsers: part(TrusteeUsers.TrusteeUsers, TrusteeUsers.make),
  TrustorGroups: part(TrustorGroups.TrustorGroups, TrustorGroups.make),
  TrustorClonedUsers: part(TrustorClonedUsers.TrustorClonedUsers, TrustorClonedUsers.make),
  Trustors: part(Trustors.Trustors, Trustors.make),
  TrustorUsers: part(TrustorUsers.TrustorUsers, TrustorUsers.make),
  UserTrustors: part(UserTrustors.UserTrustors, UserTrustors.make),
}

type SelfOf<Part> = Part extends { readonly get: (services: Context.Context<infer Self>) => unknown } ? Self : never

/**
 * The services that every implementation provides.
 * @category models
 * @since 0.1.0
 */
export type Services = SelfOf<(typeof parts)[keyof typeof parts]>

/**
 * What each service is, by the name that its operations begin with.
 * @category models
 * @since 0.1.0
 */
export type Shapes = { readonly [S in keyof typeof parts]: ReturnType<(typeof parts)[S]["get"]> }

/**
 * One of the services by the name that its operations begin with.
 * @category functions
 * @since 0.1.0
 */
export const shapeOf = <S extends ServiceName>(services: Context.Context<Services>, name: S): Methods<S> =>
  methods[name].get(services)

/**
 * The services on top of one function that carries out operations.
 * @category constructors
 * @since 0.1.0
 */
export const make = (invoke: Invoke): Context.Context<Services> =>
  Context.makeUnsafe<Services>(new Map(Object.values(parts).map(({ key, make }) => [key, make(invoke)])))

/**
 * All services over `Invoke`.
 * @category layers
 * @since 0.1.0
 */
export const layer: Layer.Layer<Services, never, Invoke> = Layer.effectContext(Effect.map(Invoke, make))

const methods: {
  readonly [S in ServiceName]: { readonly get: (services: Context.Context<Services>) => Methods<S> }
} = parts

/**
 * The opposite of {@link make}: one function that carries out operations through
 * the services. It lets code treat all operations alike, whoever implements them.
 * @category conversions
 * @since 0.1.0
 */
export const toInvoke =
  (services: Context.Context<Services>): Invoke =>
  (operation, input) =>
    callMethod(shapeOf(services, serviceNameOf(operation)), operation, input)
