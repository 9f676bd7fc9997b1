/** Which methods an address of the API takes, by the operations that there are. */
import type { Method } from './operation'
import { operations } from './operations'

/** What stands for a name in braces: one part of a path, never none. */
const PART = '[^/]+'

const addresses = [...new Set(operations.map(({ path }) => path))].map((path) => ({
  isAskedBy: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, PART)}$`),
  // An address of its own goes before one that has a name in its place.
  names: path.split('{').length,
  methods: operations.filter((one) => one.path === path).map(({ method }) => method),
}))
addresses.sort((a, b) => a.names - b.names)

/**
 * The methods that the address takes, as an `Allow` header has them; null where no operation is there.
 * HEAD goes with GET, and OPTIONS is answered by the server itself (RFC 9110, 9.3).
 */
export function allowedMethods(pathname: string): (Method | 'HEAD' | 'OPTIONS')[] | null {
  const found = addresses.find(({ isAskedBy }) => isAskedBy.test(pathname))
  if (!found) return null
  const { methods } = found
  return [...methods, ...(methods.includes('GET') ? (['HEAD'] as const) : []), 'OPTIONS']
}
