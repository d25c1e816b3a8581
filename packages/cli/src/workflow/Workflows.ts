/**
 * The workflows that the commands work on.
 */
import * as Layer from "effect/Layer"
import * as Keeping from "@org-trust/workflow/Keeping"
import * as Offboarding from "@org-trust/workflow/Offboarding"
import * as Onboarding from "@org-trust/workflow/Onboarding"
import * as Renewal from "@org-trust/workflow/Renewal"

/** Carries all of them out. */
export const layer = Layer.mergeAll(Onboarding.layer, Offboarding.layer, Renewal.layer, Keeping.layer)
