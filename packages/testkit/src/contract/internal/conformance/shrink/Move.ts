/**
 * What a history came to: each call that was made, each wait, each change at home, one
 * by one, whichever command it was made for. It can be made again without the commands.
 */
import * as Duration from "effect/Duration"
import type { PairingId } from "@org-trust/core/Identifiers"
import type { OperationInput, OperationName } from "@org-trust/core/Operation"
import type { Membership } from "../../../../internal/platform/Directory.ts"
import type { WorldClient } from "../../../../WorldFile.ts"
import type { DivisionQuestion } from "../../../Subject.ts"

/** A request of a client, with pairings by the model's names. */
export interface Asked<K extends OperationName = OperationName> {
  readonly client: WorldClient
  readonly operation: K
  readonly input: OperationInput<K>
}

/** One thing of a history. */
export type Move =
  | (Asked & {
      readonly _tag: "Call"
      /** The model's name of the pairing, if one is made. */
      readonly pairingId: PairingId
    })
  | { readonly _tag: "Pass"; readonly millis: number }
  | { readonly _tag: "SetMembers"; readonly membership: Membership }
  /** A listing, and all of its pages laid side by side. */
  | (Asked & { readonly _tag: "Pages" })
  /** What somebody may do within a division. */
  | { readonly _tag: "Within"; readonly question: DivisionQuestion }

/** A move in a few words. */
export const describe = (move: Move): string => {
  switch (move._tag) {
    case "Call":
      return move.operation
    case "Pages":
      return `${move.operation}, all pages`
    case "Pass":
      return `${Duration.format(Duration.millis(move.millis))} pass`
    case "SetMembers":
      return "the members of a group change at home"
    case "Within":
      return "what is permitted within a division"
  }
}
