import type { ErrorBody } from "../ErrorBody.ts"
import { concealed } from "./Excerpt.ts"

/** What an error is about. An id of which something is concealed is left out, since it names nothing any more. */
export const subjectOf = ({ entityId, entityName }: Pick<ErrorBody, "entityId" | "entityName">) => ({
  ...(entityId === undefined || entityId.includes(concealed) ? undefined : { entityId }),
  ...(entityName === undefined ? undefined : { entityName }),
})

/** The limit that was hit. */
export const limitOf = ({ limit }: Pick<ErrorBody, "limit">) => (limit === undefined ? undefined : { limit })
