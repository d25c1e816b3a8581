import * as Layer from "effect/Layer"
import * as Emulator from "@org-trust/testkit/Emulator"
import * as Platform from "@org-trust/testkit/Platform"
import { overHttp } from "./stages.ts"
import { suite } from "./suite.ts"

suite(
  "over HTTP, with the emulator in the process",
  overHttp("http://emulator.test").pipe(Layer.provide(Emulator.layerClient()), Layer.provide(Platform.layer())),
)
