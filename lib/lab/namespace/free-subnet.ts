/** A small private subnet that nothing on this machine routes to. */
import { z } from 'zod'
import { LabError } from '../lab-error'
import { runTool } from './system-tool'

/** The two ends of a link. */
export interface LinkAddresses {
  host: string
  lab: string
}

/** A link of two ends needs no more. */
export const SUBNET_PREFIX = 30
const SUBNET_SIZE = 2 ** (32 - SUBNET_PREFIX)
/** RFC 1918, the largest one first: there, a draw hits what others use least often. */
const PRIVATE_RANGES = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']
const DRAWS_PER_RANGE = 20
/** A shorter prefix is a default route in disguise, such as the two halves of the address space that tunnels set. */
const SHORTEST_PREFIX = 8

const routesSchema = z.array(z.object({ dst: z.string() }))

/** Draws a subnet that no route of this machine, and so no address of it, is in. @throws LabError when there is none */
export async function findFreeSubnet(): Promise<LinkAddresses> {
  const text = await runTool('ip', ['-json', '-4', 'route', 'show', 'table', 'all'])
  const routes = routesSchema.parse(JSON.parse(text)).map(({ dst }) => dst)
  const found = drawSubnet(routes, Math.random)
  if (found) return found
  throw new LabError(
    `No free private subnet was found for the lab's network: this machine has routes into all of ${PRIVATE_RANGES.join(', ')}. ` +
      'Close a tunnel that takes them all, and try again.',
  )
}

/**
 * Draws from the private ranges.
 * @param routes destinations as `ip route` names them: `10.0.0.0/8`, `10.1.2.3`, `default`
 * @param random uniform in [0, 1)
 * @returns null when every draw was in use
 */
export function drawSubnet(routes: readonly string[], random: () => number): LinkAddresses | null {
  const taken = routes.flatMap((route) => rangeOf(route) ?? [])
  for (const range of PRIVATE_RANGES.flatMap((text) => rangeOf(text) ?? []))
    for (let draw = 0; draw < DRAWS_PER_RANGE; draw++) {
      const count = (range.last - range.first + 1) / SUBNET_SIZE
      const first = range.first + Math.floor(random() * count) * SUBNET_SIZE
      const last = first + SUBNET_SIZE - 1
      if (taken.some((other) => other.first <= last && first <= other.last)) continue
      return { host: textOf(first + 1), lab: textOf(first + 2) }
    }
  return null
}

/** Null for what is no range of its own: the default route. */
function rangeOf(destination: string): { first: number; last: number } | null {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(destination)
  if (!match) return null
  const prefix = match[5] === undefined ? 32 : Number(match[5])
  if (prefix < SHORTEST_PREFIX) return null
  const address = match.slice(1, 5).reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - prefix)
  const first = Math.floor(address / size) * size
  return { first, last: first + size - 1 }
}

function textOf(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.')
}
