import type { UserId } from "../../Identifiers.ts"
import { isTrusted } from "../EffectiveAccess.ts"
import { clonesOf, type Trust } from "../State.ts"
import type { Environment } from "../Request.ts"

/**
 * The users whose clone goes because the trust does not let them in any more.
 * @category functions
 * @since 0.1.0
 */
export const orphans = ({ profile, world }: Environment, current: Trust): ReadonlyArray<UserId> =>
  profile.cloneOfUntrusted === "Keep"
    ? []
    : clonesOf(current).flatMap(({ id }) => (isTrusted(world, current, id) ? [] : [id]))
