import {
  type OperationError,
  type OperationInput,
  type OperationName,
  type OperationOutput,
  operations,
} from "@org-trust/core/Operation"
import type * as Effect from "effect/Effect"
import type * as HttpApiClient from "effect/http-api/HttpApiClient"
import type { Api } from "../Api.ts"
import type { makeCall } from "./call.ts"
import { json, nothing } from "./decodeAnswer.ts"

/** A function per operation. */
export type Calls = {
  readonly [K in OperationName]: (input: OperationInput<K>) => Effect.Effect<OperationOutput<K>, OperationError<K>>
}

/** The answers are read here and not by the generated client, which knows no unexpected ones. */
const responseMode = "response-only"

/** Splits the input of each operation into the parts of its request. */
export const makeCalls = (client: HttpApiClient.ForApi<typeof Api>, call: ReturnType<typeof makeCall>): Calls => ({
  "Pairings.create": call("Pairings.create", json(operations["Pairings.create"].output), ({ payload }) =>
    client.Pairings.create({ payload, responseMode }),
  ),
  "Pairings.get": call("Pairings.get", json(operations["Pairings.get"].output), (params) =>
    client.Pairings.get({ params, responseMode }),
  ),
  "Trustees.list": call("Trustees.list", json(operations["Trustees.list"].output), (query) =>
    client.Trustees.list({ query, responseMode }),
  ),
  "Trustees.create": call("Trustees.create", json(operations["Trustees.create"].output), ({ payload }) =>
    client.Trustees.create({ payload, responseMode }),
  ),
  "Trustees.get": call("Trustees.get", json(operations["Trustees.get"].output), (params) =>
    client.Trustees.get({ params, responseMode }),
  ),
  "Trustees.update": call("Trustees.update", json(operations["Trustees.update"].output), ({ trusteeOrgId, payload }) =>
    client.Trustees.update({ params: { trusteeOrgId }, payload, responseMode }),
  ),
  "Trustees.remove": call("Trustees.remove", nothing, (params) => client.Trustees.remove({ params, responseMode })),
  "TrusteeUsers.list": call(
    "TrusteeUsers.list",
    json(operations["TrusteeUsers.list"].output),
    ({ trusteeOrgId, ...query }) => client.TrusteeUsers.list({ params: { trusteeOrgId }, query, responseMode }),
  ),
  "TrusteeUsers.add": call(
    "TrusteeUsers.add",
    json(operations["TrusteeUsers.add"].output),
    ({ trusteeOrgId, payload }) => client.TrusteeUsers.add({ params: { trusteeOrgId }, payload, responseMode }),
  ),
  "TrusteeUsers.get": call("TrusteeUsers.get", json(operations["TrusteeUsers.get"].output), (params) =>
    client.TrusteeUsers.get({ params, responseMode }),
  ),
  "TrusteeUsers.remove": call("TrusteeUsers.remove", nothing, (params) =>
    client.TrusteeUsers.remove({ params, responseMode }),
  ),
  "TrusteeUserRoles.get": call("TrusteeUserRoles.get", json(operations["TrusteeUserRoles.get"].output), (params) =>
    client.TrusteeUserRoles.get({ params, responseMode }),
  ),
  "TrusteeUserRoles.replace": call(
    "TrusteeUserRoles.replace",
    json(operations["TrusteeUserRoles.replace"].output),
    ({ payload, ...params }) => client.TrusteeUserRoles.replace({ params, payload, responseMode }),
  ),
  "TrusteeUserRoles.clear": call("TrusteeUserRoles.clear", nothing, (params) =>
    client.TrusteeUserRoles.clear({ params, responseMode }),
  ),
  "Trustors.list": call("Trustors.list", json(operations["Trustors.list"].output), (query) =>
    client.Trustors.list({ query, responseMode }),
  ),
  "Trustors.get": call("Trustors.get", json(operations["Trustors.get"].output), (params) =>
    client.Trustors.get({ params, responseMode }),
  ),
  "Trustors.remove": call("Trustors.remove", nothing, (params) => client.Trustors.remove({ params, responseMode })),
  "TrustorUsers.list": call(
    "TrustorUsers.list",
    json(operations["TrustorUsers.list"].output),
    ({ trustorOrgId, ...query }) => client.TrustorUsers.list({ params: { trustorOrgId }, query, responseMode }),
  ),
  "TrustorUsers.get": call("TrustorUsers.get", json(operations["TrustorUsers.get"].output), (params) =>
    client.TrustorUsers.get({ params, responseMode }),
  ),
  "TrustorUsers.add": call("TrustorUsers.add", json(operations["TrustorUsers.add"].output), (params) =>
    client.TrustorUsers.add({ params, responseMode }),
  ),
  "TrustorUsers.remove": call("TrustorUsers.remove", nothing, (params) =>
    client.TrustorUsers.remove({ params, responseMode }),
  ),
  "TrustAudits.ofTrustees": call(
    "TrustAudits.ofTrustees",
    json(operations["TrustAudits.ofTrustees"].output),
    ({ payload, ...query }) => client.TrustAudits.ofTrustees({ query, payload, responseMode }),
  ),
  "TrustAudits.ofTrustor": call(
    "TrustAudits.ofTrustor",
    json(operations["TrustAudits.ofTrustor"].output),
    ({ payload, ...query }) => client.TrustAudits.ofTrustor({ query, payload, responseMode }),
  ),
  "TrusteeUserRoleDivisions.replace": call(
    "TrusteeUserRoleDivisions.replace",
    json(operations["TrusteeUserRoleDivisions.replace"].output),
    ({ payload, ...params }) => client.TrusteeUserRoleDivisions.replace({ params, payload, responseMode }),
  ),
  "TrusteeGroups.list": call(
    "TrusteeGroups.list",
    json(operations["TrusteeGroups.list"].output),
    ({ trusteeOrgId, ...query }) => client.TrusteeGroups.list({ params: { trusteeOrgId }, query, responseMode }),
  ),
  "TrusteeGroups.add": call(
    "TrusteeGroups.add",
    json(operations["TrusteeGroups.add"].output),
    ({ payload, ...params }) => client.TrusteeGroups.add({ params, payload, responseMode }),
  ),
  "TrusteeGroups.get": call("TrusteeGroups.get", json(operations["TrusteeGroups.get"].output), (params) =>
    client.TrusteeGroups.get({ params, responseMode }),
  ),
  "TrusteeGroups.remove": call("TrusteeGroups.remove", nothing, (params) =>
    client.TrusteeGroups.remove({ params, responseMode }),
  ),
  "TrusteeGroupRoles.get": call("TrusteeGroupRoles.get", json(operations["TrusteeGroupRoles.get"].output), (params) =>
    client.TrusteeGroupRoles.get({ params, responseMode }),
  ),
  "TrusteeGroupRoles.replace": call(
    "TrusteeGroupRoles.replace",
    json(operations["TrusteeGroupRoles.replace"].output),
    ({ payload, ...params }) => client.TrusteeGroupRoles.replace({ params, payload, responseMode }),
  ),
  "TrusteeGroupRoles.clear": call("TrusteeGroupRoles.clear", nothing, (params) =>
    client.TrusteeGroupRoles.clear({ params, responseMode }),
  ),
  "TrusteeGroupRoleDivisions.replace": call(
    "TrusteeGroupRoleDivisions.replace",
    json(operations["TrusteeGroupRoleDivisions.replace"].output),
    ({ payload, ...params }) => client.TrusteeGroupRoleDivisions.replace({ params, payload, responseMode }),
  ),
  "TrustorGroups.list": call(
    "TrustorGroups.list",
    json(operations["TrustorGroups.list"].output),
    ({ trustorOrgId, ...query }) => client.TrustorGroups.list({ params: { trustorOrgId }, query, responseMode }),
  ),
  "TrustorGroups.get": call("TrustorGroups.get", json(operations["TrustorGroups.get"].output), (params) =>
    client.TrustorGroups.get({ params, responseMode }),
  ),
  "TrustorGroups.add": call("TrustorGroups.add", json(operations["TrustorGroups.add"].output), (params) =>
    client.TrustorGroups.add({ params, responseMode }),
  ),
  "TrustorGroups.remove": call("TrustorGroups.remove", nothing, (params) =>
    client.TrustorGroups.remove({ params, responseMode }),
  ),
  "TrusteeClonedUsers.list": call(
    "TrusteeClonedUsers.list",
    json(operations["TrusteeClonedUsers.list"].output),
    (params) => client.TrusteeClonedUsers.list({ params, responseMode }),
  ),
  "TrusteeClonedUsers.remove": call("TrusteeClonedUsers.remove", nothing, (params) =>
    client.TrusteeClonedUsers.remove({ params, responseMode }),
  ),
  "TrustorClonedUsers.list": call(
    "TrustorClonedUsers.list",
    json(operations["TrustorClonedUsers.list"].output),
    (params) => client.TrustorClonedUsers.list({ params, responseMode }),
  ),
  "TrustorClonedUsers.get": call(
    "TrustorClonedUsers.get",
    json(operations["TrustorClonedUsers.get"].output),
    (params) => client.TrustorClonedUsers.get({ params, responseMode }),
  ),
  "TrustorClonedUsers.create": call(
    "TrustorClonedUsers.create",
    json(operations["TrustorClonedUsers.create"].output),
    (params) => client.TrustorClonedUsers.create({ params, responseMode }),
  ),
  "TrustorClonedUsers.remove": call("TrustorClonedUsers.remove", nothing, (params) =>
    client.TrustorClonedUsers.remove({ params, responseMode }),
  ),
  "DefaultTrusts.get": call("DefaultTrusts.get", json(operations["DefaultTrusts.get"].output), () =>
    client.DefaultTrusts.get({ responseMode }),
  ),
  "DefaultTrusts.create": call("DefaultTrusts.create", json(operations["DefaultTrusts.create"].output), (query) =>
    client.DefaultTrusts.create({ query, responseMode }),
  ),
  "CareTrusts.list": call("CareTrusts.list", json(operations["CareTrusts.list"].output), () =>
    client.CareTrusts.list({ responseMode }),
  ),
  "CareTrusts.create": call("CareTrusts.create", json(operations["CareTrusts.create"].output), (query) =>
    client.CareTrusts.create({ query, responseMode }),
  ),
  "BulkRemoval.trustees": call("BulkRemoval.trustees", nothing, (query) =>
    client.BulkRemoval.trustees({ query, responseMode }),
  ),
  "BulkRemoval.trustors": call("BulkRemoval.trustors", nothing, (query) =>
    client.BulkRemoval.trustors({ query, responseMode }),
  ),
  "UserTrustors.list": call("UserTrustors.list", json(operations["UserTrustors.list"].output), ({ userId, ...query }) =>
    client.UserTrustors.list({ params: { userId }, query, responseMode }),
  ),
})
