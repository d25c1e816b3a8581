import type { Received } from "./ErrorMapping.ts"

/** The server sends the client elsewhere. A browser hides the status, and where. */
export const isRedirect = ({ status }: Received): boolean => status === 0 || (status >= 300 && status < 400)

/** What is said of an answer that sends the client elsewhere. */
export const redirectMessage = ({ headers: { location }, status }: Received): string =>
  `The server redirects to ${location ?? "a place that it does not name"} (status ${status}): nothing was carried out`
