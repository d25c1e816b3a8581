import type { Invoke } from "@org-trust/core/Invoke"
import type { OperationName } from "@org-trust/core/Operation"
import type { TrustError } from "@org-trust/core/TrustError"
import * as Effect from "effect/Effect"
import * as HttpClient from "effect/http/HttpClient"
import { clientCredentials } from "@org-trust/http/Credentials"
import { makeInvoke, type Options } from "@org-trust/http/OrgTrust"
import { examples } from "./examples.ts"
import * as FakeServer from "./FakeServer.ts"

export const urls = { api: "https://api.test/gateway", login: "https://login.test/gateway" } as const
export const clientId = "client-of-the-tests"
export const secret = "s3cr3t-of-the-tests"

/** A client of a fake server that grants the token `token-1`, `token-2`, ... and answers the rest by `answer`. */
export const connect = (answer: (sent: FakeServer.Sent) => FakeServer.Answer, options?: Partial<Options>) => {
  let logins = 0
  const server = FakeServer.make((sent) => {
    if (!FakeServer.isLogin(sent)) return answer(sent)
    logins++
    return FakeServer.granted(`token-number-${logins}`)
  })
  return Effect.map(
    makeInvoke({
      region: urls,
      credentials: clientCredentials(clientId, secret),
      retry: false,
      pacing: false,
      ...options,
    }).pipe(Effect.provideService(HttpClient.HttpClient, server.client)),
    (invoke) => ({
      invoke,
      /** The requests without the logins. */
      requests: () => server.sent.filter((sent) => !FakeServer.isLogin(sent)),
      logins: () => server.sent.filter(FakeServer.isLogin),
    }),
  )
}

/** Carries out the example of an operation. */
export const invokeExample = (invoke: Invoke, operation: OperationName): Effect.Effect<unknown, TrustError> => {
  const run = <K extends OperationName>(operation: K): Effect.Effect<unknown, TrustError> => {
    const { input }: { readonly input: Parameters<typeof invoke<K>>[1] } = examples[operation]
    return invoke(operation, input)
  }
  return run(operation)
}
