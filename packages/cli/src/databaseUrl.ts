/**
 * The address of a database, as `--state` takes it in place of a file.
 */

/** Whether the place is a database. */
export const isDatabase = (place: string): boolean => /^postgres(ql)?:/.test(place)

/** The address as others may read it, with PASSWORD for the password; URL where it is none. */
export const hidePassword = (address: string): string => {
  if (!URL.canParse(address)) return "URL"
  const url = new URL(address)
  url.hash = ""
  if (url.password !== "") url.password = "PASSWORD"
  for (const name of new Set(url.searchParams.keys())) {
    if (/password/i.test(name)) url.searchParams.set(name, "PASSWORD")
  }
  return url.href
}
