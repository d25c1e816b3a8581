/**
 * Whether programs have an origin here, as in a browser. There `fetch` hides headers of
 * other origins' answers, and asks these first before it sends a header that is not
 * usual.
 */
export const hasOrigin: boolean = "location" in globalThis
