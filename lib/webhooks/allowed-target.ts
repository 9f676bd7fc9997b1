/**
 * Where a delivery may go: to the internet, and to the private addresses that whoever runs Retryscope has listed. Otherwise
 * somebody who may add a webhook could reach what only this machine reaches.
 */
import { isIP } from 'node:net'
import { checkedAddress, OutgoingRefusal, type Answer, type NameService } from '@/lib/net/outgoing'

/**
 * The address to connect to, looked up once.
 * @param allowed hosts or host:port that may be private, in small letters
 * @throws OutgoingRefusal or UnknownHost
 */
export function targetAddress(
  url: URL,
  allowed: readonly string[],
  nameService?: NameService,
): Promise<Answer> {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const isListed = [url.hostname, `${url.hostname}:${port}`].some((host) => allowed.includes(host))
  return checkedAddress(url.hostname, { isListed: () => isListed, nameService })
}

/** Why nothing could be sent there whatever a name service says; null = that has to be seen. Asks none. */
export async function certainRefusal(url: URL, allowed: readonly string[]): Promise<string | null> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const isLocal = /^(.+\.)?localhost$/.test(host)
  if (!isLocal && isIP(host) === 0) return null
  try {
    await targetAddress(url, allowed, async () => [{ address: '127.0.0.1', family: 4 }])
    return null
  } catch (error) {
    if (error instanceof OutgoingRefusal) return withAdvice(error)
    throw error
  }
}

/** With what to do about it. */
export function withAdvice({ message }: OutgoingRefusal): string {
  return `${message} RETRYSCOPE_WEBHOOK_HOSTS lists what may be sent to all the same, for the web server and the worker, by the host that the address names: localhost and 127.0.0.1 are two.`
}
