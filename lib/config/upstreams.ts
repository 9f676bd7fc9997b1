/** The HTTP upstreams of the user's that experiments may be aimed at: only what whoever runs Retryscope has listed. */
import { z } from 'zod'
import { OWN_UPSTREAM } from '@/lib/core/experiment/target'
import { EnvironmentError } from './environment'

export interface ListedUpstream {
  name: string
  /** host:port */
  address: string
}

const HOST_AND_PORT = /^(\[[\da-fA-F:.]+\]|[^\s:,=/@[\]]+):(\d{1,5})$/

/** "host:port" or "[IPv6]:port". */
export function isHostAndPort(text: string): boolean {
  const port = Number(HOST_AND_PORT.exec(text)?.[2] ?? NaN)
  return port >= 1 && port <= 65_535
}

const listSchema = z.string().transform((text, context) => {
  const upstreams = text.split(',').map((entry) => {
    const [name = '', address = ''] = entry.trim().split('=', 2)
    return { name, address }
  })
  const refuse = (message: string) => {
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  for (const { name, address } of upstreams) {
    if (!/^[\w-]{1,60}$/.test(name) || !isHostAndPort(address))
      return refuse(
        `"${name}=${address}" is not an upstream; write name=host:port, separated by commas: shop=shop.internal:8080,bank=10.0.0.7:80`,
      )
    if (name === OWN_UPSTREAM)
      return refuse(
        `"${OWN_UPSTREAM}" is the name of the upstream that the lab brings along; choose another one`,
      )
  }
  if (new Set(upstreams.map(({ name }) => name)).size !== upstreams.length)
    return refuse('each upstream needs a name of its own')
  return upstreams
})

/**
 * Reads RETRYSCOPE_UPSTREAMS.
 * @throws EnvironmentError naming the entry that is wrong
 */
export function readUpstreams(variables: Record<string, string | undefined>): ListedUpstream[] {
  const text = variables.RETRYSCOPE_UPSTREAMS
  // Compose files pass variables on as empty texts.
  if (text === undefined || text.trim() === '') return []
  const list = listSchema.safeParse(text)
  if (list.success) return list.data
  throw new EnvironmentError(
    `RETRYSCOPE_UPSTREAMS is not accepted: ${list.error.issues.map(({ message }) => message).join('; ')}.`,
  )
}

let own: string[] | undefined

/** The names that a spec may use here. */
export function installedUpstreams(): string[] {
  own ??= readUpstreams(process.env).map(({ name }) => name)
  return own
}
