/** Which paths are served without anybody having signed in. */

/** Pages for those who are not in yet: also what a refusal means. */
const DOORS = ['/sign-in', '/set-up', '/invitation', '/icon.svg', '/api-reference/problems']

/** What answers there is no page and refuses by itself: operations by their access, shared results by their token. */
const REFUSES_ITSELF = /^\/(api|metrics|s)(\/|$)/

/** Whether a path is a page that somebody must have signed in for: all but what is named here. */
export function isClosedPage(pathname: string): boolean {
  return !DOORS.includes(pathname) && !REFUSES_ITSELF.test(pathname)
}
