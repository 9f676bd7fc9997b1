/** Who may open which page. A page that nobody named here is for everybody who has signed in. */
import type { Access } from './access'

/** Pages for those who are not in yet. */
const DOORS = ['/sign-in', '/set-up', '/invitation', '/icon.svg']

/** What answers there is no page and refuses by itself: operations by their access, shared results by their token. */
const REFUSES_ITSELF = /^\/(api|metrics|s|embed)(\/|$)/

const FOR_ADMINISTRATORS = /^\/(people|audit)(\/|$)/i

/** What opening this path needs. @param pathname as it was asked for; an encoded one names the same page */
export function pageAccess(pathname: string): Access {
  if (DOORS.includes(pathname) || REFUSES_ITSELF.test(pathname)) return 'anyone'
  try {
    return FOR_ADMINISTRATORS.test(decodeURIComponent(pathname)) ? 'admin' : 'viewer'
  } catch {
    return 'admin' // No page of ours is named like that.
  }
}
