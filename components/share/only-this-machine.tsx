/** That a share link leads nowhere for others, with what to do about it; said before one is made and after. */
import { Notice } from '@/components/ui/notice'
import { isLoopbackHost } from '@/lib/core/served-host.mjs'

/** @param origin of the page, as the browser has opened it: links are made with it */
export function OnlyThisMachine({ origin }: { origin: string }) {
  if (!isLoopbackHost(new URL(origin).host)) return null
  return (
    <Notice tone="unsure" title="Only this machine can open the link">
      It begins with {origin}, which means another machine to everybody else. Start the server with
      RETRYSCOPE_HOST or RETRYSCOPE_URL set to an address that others reach, and share from there; or send the
      result as one HTML file (Export).
    </Notice>
  )
}
