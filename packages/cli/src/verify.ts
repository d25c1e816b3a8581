/**
 * `org-trust verify`: puts the implementation behind a URL through the contract.
 */
import * as Command from "effect/cli/Command"
import { loaded } from "./loaded.ts"
import { verifyFlags } from "./verify/flags.ts"

/** The command. */
export const verify = Command.make(
  "verify",
  verifyFlags,
  loaded(() => import("./verify/run.ts").then(({ run }) => run)),
).pipe(
  Command.withDescription("Put the implementation behind a URL through the contract"),
  Command.withExamples([
    {
      command: "org-trust verify --url http://127.0.0.1:8080 --html report.html",
      description: "Check an emulator or a gateway, and write a page about it",
    },
  ]),
)
