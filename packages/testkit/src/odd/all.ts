/**
 * All right implementations that are odd.
 */
import { odds as auditing } from "./internal/auditing.ts"
import { odds as choices } from "./internal/choices.ts"
import { odds as orders } from "./internal/orders.ts"
import { odds as pace } from "./internal/pace.ts"
import { odds as wording } from "./internal/wording.ts"
import { odds as worlds } from "./internal/worlds.ts"
import type { Odd } from "./Odd.ts"

/**
 * All right implementations that are odd.
 * @category constants
 * @since 0.1.0
 */
export const odds: ReadonlyArray<Odd> = [...choices, ...wording, ...orders, ...auditing, ...worlds, ...pace]
