import type { UserId } from "../../Identifiers.ts"
import { isTrusted } from "../EffectiveAccess.ts"
import { clonesOf, type Trust } from "../State.ts"
import type { World } from "../World.ts"

/**
 * The users with a clone in a trust that does not let them in any more.
 * @category functions
 * @since 0.1.0
 */
export const orphans = (world: World, current: Trust): ReadonlyArray<UserId> =>
  clonesOf(current).flatMap(({ id }) => (isTrusted(world, current, id) ? [] : [id]))
