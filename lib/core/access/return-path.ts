/** Where somebody is led after signing in: a place of this product, never one that a foreign link made up. */

/** Resolves nowhere; only there to see whether a path stays with us. */
const HERE = 'http://retryscope.invalid'

/** The path with question mark and hash, or `/` for whatever would lead elsewhere. */
export function returnPath(asked: string | null | undefined): string {
  if (!asked?.startsWith('/')) return '/'
  try {
    const { origin, pathname, search, hash } = new URL(asked, HERE)
    // A path may itself begin with two slashes once dots were resolved, and is then a host for a browser.
    if (origin !== HERE || /^\/[/\\]/.test(pathname)) return '/'
    return LEADS_NOWHERE.test(pathname) ? '/' : pathname + search + hash
  } catch {
    return '/' // No path at all.
  }
}

/** Answers of the API are no place to be, and whoever has signed in has nothing to do on the pages for it. */
const LEADS_NOWHERE = /^\/(api|sign-in|set-up|invitation)(\/|$)/

/** The page for signing in, which leads back to this path. */
export function signInPath(from: string): string {
  const back = returnPath(from)
  return back === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(back)}`
}
