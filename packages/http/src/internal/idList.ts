import { queryText } from "@org-trust/core/RequestParts"
import * as Schema from "effect/Schema"
import * as SchemaTransformation from "effect/SchemaTransformation"

/**
 * Ids in a query. They are sent as the vendor's own client sends them, in one value
 * with commas; as many values are read as come, each with commas or without.
 */
export const idList = <S extends Schema.Codec<unknown, unknown>>(ids: S) =>
  Schema.Union([Schema.String, Schema.Array(Schema.String)]).pipe(
    Schema.decodeTo(
      ids,
      SchemaTransformation.transform<unknown, string | ReadonlyArray<string>>({
        decode: (values) =>
          [values]
            .flat()
            .flatMap((value) => value.split(","))
            .filter((id) => id !== ""),
        encode: queryText,
      }),
    ),
  )
