/**
 * Scenarios: a world, a profile, and a plan to carry out in it.
 */
import * as Arbitrary from "effect/Arbitrary"
import type { Profile } from "@org-trust/core/lifecycle/Profile"
import type { Environment } from "@org-trust/core/lifecycle/Request"
import * as World from "@org-trust/core/lifecycle/World"
import { type Plan, plansOf } from "./Plan.ts"
import { profiles } from "./Profiles.ts"
import { worlds } from "./Worlds.ts"

/**
 * A world, a profile, and a plan to carry out in it.
 * @category models
 * @since 0.1.0
 */
export interface Scenario {
  readonly organizations: ReadonlyArray<World.WorldOrganization>
  readonly profile: Profile
  readonly plan: Plan
}

/**
 * Any scenario of at most so many steps.
 * @category arbitraries
 * @since 0.1.0
 */
export const scenariosOf = (maxSteps: number): Arbitrary.Arbitrary<Scenario> =>
  Arbitrary.all({ organizations: worlds, profile: profiles, plan: plansOf(maxSteps) })

/**
 * What decisions in the scenario rest on.
 * @category functions
 * @since 0.1.0
 */
export const environmentOf = ({ organizations, profile }: Omit<Scenario, "plan">): Environment => ({
  world: World.make(organizations),
  profile,
})
