/**
 * Why a file cannot be read or written, in words.
 */
import type { PlatformError } from "effect/PlatformError"

/** What the usual reasons mean to whoever named the file; the rest as the system says it. */
export const fileProblem = ({ message, reason }: PlatformError): string => {
  switch (reason._tag) {
    case "NotFound":
      return "there is no such file or folder"
    case "PermissionDenied":
      return "this is not permitted"
    case "AlreadyExists":
      return "it is there already"
    default:
      return message
  }
}
