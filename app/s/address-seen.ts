/** The address that a shared page is opened under. */
import { environment } from '@/lib/config/environment'

/** Below the address that others open the server under; where nobody has said that, as whoever asks wrote it. */
export function addressSeen(request: Request, publicOrigin = environment().publicOrigin): string {
  const { pathname, protocol } = new URL(request.url)
  if (publicOrigin !== null) return `${publicOrigin}${pathname}`
  const scheme = request.headers.get('x-forwarded-proto')?.split(',')[0]?.trim() ?? protocol.replace(':', '')
  return `${scheme === 'https' ? 'https' : 'http'}://${request.headers.get('host') ?? ''}${pathname}`
}
