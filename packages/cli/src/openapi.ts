/**
 * `org-trust openapi`: prints the OpenAPI document.
 */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as OpenApi from "effect/http-api/OpenApi"
import { Api } from "@org-trust/http/Api"

/** The command. */
export const openapi = Command.make("openapi", {}, () =>
  Effect.suspend(() => Console.log(JSON.stringify(OpenApi.fromApi(Api), undefined, 2))),
).pipe(
  Command.withDescription("Print the OpenAPI document of the API"),
  Command.withExamples([{ command: "org-trust openapi > openapi.json", description: "Write the document to a file" }]),
)
