/** Tells whoever starts the server how the first administrator gets in. */
import { environment } from '@/lib/config/environment'
import { replaceSetUpLink } from '@/lib/db/invitations'
import { hashOf, newSecret } from './secrets'

/** Makes a new link with every start until there is an administrator. */
export async function announceSetUp(tell: (url: string) => void = tellStarter): Promise<void> {
  const { accounts, publicOrigin, localOrigin } = environment()
  if (accounts !== 'required') return
  const secret = newSecret('rss_')
  if (!(await replaceSetUpLink(hashOf(secret)))) return
  // Behind the hash, which no browser sends and so no log of a proxy keeps.
  tell(`${publicOrigin ?? localOrigin}/set-up#${secret}`)
}

/**
 * `npm start` is told by its channel and shows the link on the terminal only, since it keeps what services print; a server that
 * was started by itself prints it.
 */
function tellStarter(url: string): void {
  if (process.send) process.send({ type: 'set-up-link', url })
  else process.stdout.write(`Make the first administrator with this link, which works once:\n  ${url}\n`)
}
