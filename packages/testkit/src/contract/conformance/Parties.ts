import type { Cast, Party } from "../Cast.ts"

/** The organizations of a cast. */
export const partiesOf = ({ third, trustee, trustor }: Cast): ReadonlyArray<Party> => [trustor, trustee, third]
