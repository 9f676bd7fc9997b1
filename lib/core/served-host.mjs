/**
 * Under which names a server is asked for rightly. Plain JavaScript without an import: what is loaded before the web app reads it as
 * it stands (scripts/refuse-early.mjs).
 */

/**
 * Whether it is this machine's own name, or the one that others open.
 * @param {string | null} host as a request names it, with or without a port
 * @param {string | null} publicOrigin under which address others open this server (RETRYSCOPE_URL); null = none
 * @returns {boolean}
 */
export function isServedHost(host, publicOrigin) {
  if (isLoopbackHost(host)) return true
  return publicOrigin !== null && host !== null && host.toLowerCase() === hostOf(publicOrigin)
}

/**
 * Whether the name of a server means this machine only.
 * @param {string | null} host as a request names it, with or without a port: `127.0.0.1:3000`, `localhost`, `[::1]:3000`
 * @returns {boolean}
 */
export function isLoopbackHost(host) {
  const name = hostNameOf(host)
  return name === 'localhost' || name === '[::1]' || (name !== null && /^127(\.\d{1,3}){3}$/.test(name))
}

/**
 * Host (with port) of a URL; null when it is none, as with `Origin: null`.
 * @param {string} url
 * @returns {string | null}
 */
export function hostOf(url) {
  try {
    return new URL(url).host
  } catch {
    return null
  }
}

/**
 * @param {string | null} host
 * @returns {string | null}
 */
function hostNameOf(host) {
  try {
    return new URL(`http://${host ?? ''}`).hostname
  } catch {
    return null // No name at all, as with an empty header.
  }
}
