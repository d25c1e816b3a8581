import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { vitest } from "@org-trust/testkit/contract/Vitest"
import { share } from "../support/effort.ts"

vitest(inMemory(), { runs: share(10, 5) })
