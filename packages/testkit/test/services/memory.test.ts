import * as Layer from "effect/Layer"
import * as Platform from "@org-trust/testkit/Platform"
import { inMemory } from "./stages.ts"
import { suite } from "./suite.ts"

suite("in memory", Layer.provide(inMemory, Platform.layer()))
