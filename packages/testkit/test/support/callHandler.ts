/** Calls the function of the example, as its platform would. */
import { handler } from "../../examples/onDemand.ts"

console.log(JSON.stringify(await handler()))
