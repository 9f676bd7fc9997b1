/** Which names of a server mean this machine only. */

/** @param host as a request names it, with or without a port: `127.0.0.1:3000`, `localhost`, `[::1]:3000` */
export function isLoopbackHost(host: string | null): boolean {
  const name = hostNameOf(host)
  return name === 'localhost' || name === '[::1]' || (name !== null && /^127(\.\d{1,3}){3}$/.test(name))
}

function hostNameOf(host: string | null): string | null {
  try {
    return new URL(`http://${host ?? ''}`).hostname
  } catch {
    return null // No name at all, as with an empty header.
  }
}
