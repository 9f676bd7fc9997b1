/**
 * Takes all that is ours from a Toxiproxy server that is not. Proxies are deleted as a whole, never toxic by toxic: a server
 * hangs for 25 s over a toxic whose client does not read, and a stopped process does not read. Measured on 2.12: deleting
 * the proxy answers at once in that state too, and cures a server that hangs already.
 */
import { LabStuckError } from '../lab-error'
import { ourProxies } from '../toxiproxy/our-names'
import type { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'

/**
 * Removes our proxies with everything on them, and reads back that none is left.
 * @param known names to try where the server does not list its proxies
 * @returns the names of those that were there
 * @throws LabStuckError when one is left; LabError when the server does not answer
 */
export async function removeOurProxies(
  toxiproxy: ToxiproxyControl,
  known: readonly string[] = [],
): Promise<string[]> {
  const found = await ourProxies(toxiproxy).catch(() => null)
  const problems: string[] = []
  await Promise.all(
    (found ?? known).map((name) =>
      toxiproxy.removeProxy(name).catch((error: unknown) => {
        // What counts is what the server says afterwards: somebody else may have been faster.
        problems.push(error instanceof Error ? error.message : String(error))
      }),
    ),
  )
  const left = await ourProxies(toxiproxy)
  if (left.length === 0) return found ?? [...known]
  throw new LabStuckError(
    `Stuck: ${left.join(', ')} could not be removed from Toxiproxy at ${toxiproxy.url}` +
      `${problems[0] === undefined ? ', which still lists them' : `: ${problems[0].replace(/\.$/, '')}`}. ` +
      `Remove them by hand (curl -X DELETE ${toxiproxy.url}/proxies/${left[0]}) or start Toxiproxy anew, and start the run again.`,
  )
}
