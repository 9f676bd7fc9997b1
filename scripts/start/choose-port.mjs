/** The port of the web app: the one that was asked for, or the first free one from 3000 on. */
import { createServer } from 'node:net'
import { Problem } from '../setup/problem.mjs'

export const firstPort = 3000
const lastPort = 3099

/**
 * @param {string | undefined} wanted the value of PORT
 * @param {string} [host]
 * @returns {Promise<number>}
 */
export async function choosePort(wanted, host = '127.0.0.1') {
  if (wanted !== undefined && wanted !== '') return checkWanted(wanted, host)
  for (let port = firstPort; port <= lastPort; port += 1) if (await isFree(port, host)) return port
  throw new Problem({
    what: `No free port between ${firstPort} and ${lastPort}.`,
    todo: 'stop what you do not need, or name a port: PORT=8080 npm start',
  })
}

async function checkWanted(wanted, host) {
  const port = Number(wanted)
  if (!/^\d+$/.test(wanted) || port < 1 || port > 65_535) {
    throw new Problem({
      what: `PORT is "${wanted}", which is not a port.`,
      todo: 'give a number from 1 to 65535.',
    })
  }
  if (await isFree(port, host)) return port
  throw new Problem({
    what: `Port ${port} is in use.`,
    why: 'another program listens there, perhaps another Retryscope.',
    todo: `stop it, name another port (PORT=${port + 1} npm start), or leave PORT unset to take the first free one.`,
  })
}

/** Whether a server could listen there now. */
export function isFree(port, host) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
