import { isDenial } from "@org-trust/core/ErrorCategory"
import * as Promises from "@org-trust/http/Promises"

await using genesys = Promises.fromEnvironment()
const signal = AbortSignal.timeout(60_000)
try {
  for await (const { id, organization } of genesys.trustees.stream({}, { signal })) {
    const members = await genesys.trusteeUsers.all(id, {}, { signal })
    console.log(organization?.name, members.length)
  }
} catch (error) {
  if (!isDenial(error)) throw error
  console.error(`${error._tag}: ${error.message}`)
}
