import { inMemory } from "@org-trust/testkit/contract/inMemory"
import { vitest } from "@org-trust/testkit/contract/Vitest"

vitest(inMemory())
