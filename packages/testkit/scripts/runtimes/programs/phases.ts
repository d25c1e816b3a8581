/**
 * What a client says of a change that fails in each phase: `phases LAYER URLS` prints the
 * tags of the errors, by the names that the URLs have.
 */
import { Pairings } from "@org-trust/core/Pairings"
import { givenToken } from "@org-trust/http/Credentials"
import * as OrgTrust from "@org-trust/http/OrgTrust"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { layerOf } from "./layers.ts"

const [layer, text] = process.argv.slice(2)
const urls: Readonly<Record<string, string>> = JSON.parse(text ?? "")

const pair = (url: string) =>
  Pairings.use((pairings) => pairings.create({})).pipe(
    Effect.match({ onSuccess: () => "Success", onFailure: ({ _tag }) => _tag }),
    Effect.provide(
      OrgTrust.layer({
        region: { api: url, login: url },
        credentials: givenToken("tok-tok-tok"),
        retry: false,
        timeout: "2 seconds",
      }).pipe(Layer.provide(layerOf(layer))),
    ),
  )

console.log(
  JSON.stringify(
    await Effect.runPromise(
      Effect.all(Object.fromEntries(Object.entries(urls).map(([name, url]) => [name, pair(url)]))),
    ),
  ),
)
process.exit(0)
