/** Free loopback ports for a lab's programs. */
import { createServer, type Server } from 'node:net'
import { LabError } from '../lab-error'

/** Outgoing connections take their ports from 32768 up (Linux): one of them could steal a restarting member's port. */
const LOWEST = 20_000
const HIGHEST = 32_000
const MAX_TRIES = 500

/**
 * Different free ports of 127.0.0.1, drawn at random so that labs that start at once seldom meet.
 * Another program may still take one before it is used: whoever starts the programs must be ready to draw again.
 */
export async function findFreePorts(count: number): Promise<number[]> {
  const held: Server[] = []
  const ports: number[] = []
  try {
    for (let tries = 0; ports.length < count; tries++) {
      if (tries === MAX_TRIES)
        throw new LabError(
          `No ${count} free ports were found on 127.0.0.1 between ${LOWEST} and ${HIGHEST}. ` +
            'End programs that hold many ports and try again.',
        )
      const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST))
      const server = await tryToHold(port)
      if (!server) continue
      // Held until all are found: the same port must not be drawn twice.
      held.push(server)
      ports.push(port)
    }
    return ports
  } finally {
    await Promise.all(held.map((server) => new Promise((resolve) => server.close(resolve))))
  }
}

function tryToHold(port: number): Promise<Server | null> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(null))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => resolve(server))
  })
}
