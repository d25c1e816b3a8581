/**
 * Names of pairings. The model calls them by ids of its own, always the same; the
 * implementation gives others. So what a history is made of does not depend on what
 * the implementation makes up.
 */
import type { PairingId } from "@org-trust/core/Identifiers"
import type { OperationInput, OperationName, OperationOutput } from "@org-trust/core/Operation"
import type { TrustRequest } from "@org-trust/core/Pairing"

/** Which of the model's pairings is which of the implementation's. */
export interface PairingNames {
  readonly toOwn: Map<string, PairingId>
  readonly toModel: Map<string, PairingId>
}

/** No names. */
export const make = (): PairingNames => ({ toOwn: new Map(), toModel: new Map() })

type InInput<K extends OperationName> = (names: PairingNames, input: OperationInput<K>) => OperationInput<K>

const inInputs: { readonly [K in OperationName]?: InInput<K> } = {
  "Pairings.get": ({ toOwn }, input) => ({ ...input, pairingId: toOwn.get(input.pairingId) ?? input.pairingId }),
  "Trustees.create": ({ toOwn }, { payload }) => {
    const own = payload.pairingId === undefined ? undefined : toOwn.get(payload.pairingId)
    return { payload: own === undefined ? payload : { ...payload, pairingId: own } }
  },
}

/** What the model is asked, as the implementation is asked it. */
export const toOwn = <K extends OperationName>(
  names: PairingNames,
  operation: K,
  input: OperationInput<K>,
): OperationInput<K> => {
  const change: InInput<K> | undefined = inInputs[operation]
  return change === undefined ? input : change(names, input)
}

type InReply<K extends OperationName> = (names: PairingNames, reply: OperationOutput<K>) => OperationOutput<K>

const renamed = ({ toModel }: PairingNames, reply: TrustRequest): TrustRequest => ({
  ...reply,
  id: toModel.get(reply.id) ?? reply.id,
})

const inReplies: { readonly [K in OperationName]?: InReply<K> } = {
  "Pairings.create": renamed,
  "Pairings.get": renamed,
}

/** What the implementation replies, as the model would. */
export const toModel = <K extends OperationName>(
  names: PairingNames,
  operation: K,
  reply: OperationOutput<K>,
): OperationOutput<K> => {
  const change: InReply<K> | undefined = inReplies[operation]
  return change === undefined ? reply : change(names, reply)
}
