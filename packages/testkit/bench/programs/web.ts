/**
 * A program for the web that makes one call.
 */
import * as Effect from "effect/Effect"
import * as FetchHttpClient from "effect/http/FetchHttpClient"
import * as Layer from "effect/Layer"
import { OrganizationIdParam } from "@org-trust/core/Identifiers"
import { Trustees } from "@org-trust/core/Trustees"
import { givenToken } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"

/** The name of a trustee. */
export const nameOf = (trusteeOrgId: string, token: string): Promise<string | undefined> =>
  Trustees.use((trustees) => trustees.get(OrganizationIdParam.make(trusteeOrgId))).pipe(
    Effect.map(({ organization }) => organization?.name),
    Effect.provide(OrgTrust.layer({ credentials: givenToken(token) }).pipe(Layer.provide(FetchHttpClient.layer))),
    Effect.runPromise,
  )
