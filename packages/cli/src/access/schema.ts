/**
 * `org-trust schema`: prints the JSON Schema of trust files.
 */
import * as Console from "effect/Console"
import * as Schema from "effect/Schema"
import * as Command from "effect/cli/Command"
import { TrustFile } from "@org-trust/core/access/TrustFile"

const document = () => {
  const { definitions, schema } = Schema.toJsonSchemaDocument(TrustFile, { onExcessProperty: "error" })
  return { $schema: "https://json-schema.org/draft/2020-12/schema", title: "Trust file", ...schema, $defs: definitions }
}

/** The command. */
export const schema = Command.make("schema", {}, () => Console.log(JSON.stringify(document(), undefined, 2))).pipe(
  Command.withDescription("Print the JSON Schema of trust files, for editors"),
  Command.withExamples([
    {
      command: "org-trust schema > trusts.schema.json",
      description: "Give an editor what it needs to check trust files",
    },
  ]),
)
