/**
 * The workflows that the commands work on.
 */
import * as Onboarding from "@org-trust/workflow/Onboarding"

/** Carries all of them out. */
export const layer = Onboarding.layer
