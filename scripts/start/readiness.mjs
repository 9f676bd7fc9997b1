/** When a started service can be used: told by the service itself, never guessed from time. */
import { get } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { Problem } from '../setup/problem.mjs'

/** Resolves when GET url answers 200; rejects when the service ends or stays unready. */
export async function whenHealthy(service, url, { timeoutMs = 60_000 } = {}) {
  const deadline = Date.now() + timeoutMs
  let lastAnswer = 'no answer'
  await orEnd(service, async (signal) => {
    while (!signal.aborted) {
      lastAnswer = await ask(url, signal)
      if (lastAnswer === '200') return
      if (Date.now() > deadline) throw unready(service, timeoutMs, `${url}: ${lastAnswer}`)
      await sleep(100)
    }
  })
}

/** Resolves when the service sends { type: 'ready' }; rejects when it ends or stays unready. */
export async function whenAnnounced(service, { timeoutMs = 60_000 } = {}) {
  await orEnd(service, (signal) => {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(unready(service, timeoutMs, 'it sent no sign of readiness')),
        timeoutMs,
      )
      const stopWaiting = () => {
        clearTimeout(timer)
        service.child.removeListener('message', onMessage)
      }
      const onMessage = (message) => {
        if (message?.type !== 'ready') return
        stopWaiting()
        resolve()
      }
      service.child.on('message', onMessage)
      signal.addEventListener('abort', stopWaiting)
    })
  })
}

/** The error for a service that ended by itself. */
export function unexpectedEnd({ name, reason, output, logFile }) {
  return new Problem({
    what: `The ${name} ended unexpectedly (${reason}).`,
    output,
    logFile,
    todo: 'look at the last output above; start again with npm start. Results stored so far are kept.',
  })
}

async function orEnd(service, wait) {
  const controller = new AbortController()
  const ended = service.ended.then((end) => {
    throw unexpectedEnd(end)
  })
  try {
    await Promise.race([wait(controller.signal), ended])
  } finally {
    controller.abort()
    ended.catch(() => 'told by whoever waits for the end of the service')
  }
}

// A connection of its own: one that fetch keeps open is one that the web app waits for, seconds long, when it stops.
function ask(url, signal) {
  return new Promise((resolve) => {
    // By a name that is always served, whatever address it listens on.
    const headers = { host: 'localhost' }
    const options = { agent: false, headers, signal: AbortSignal.any([signal, AbortSignal.timeout(5000)]) }
    get(url, options, (response) => {
      response.resume()
      response.once('close', () => resolve(String(response.statusCode)))
    }).once('error', (error) => resolve(error.code ?? error.message))
  })
}

function unready(service, timeoutMs, why) {
  return new Problem({
    what: `The ${service.name} did not become ready within ${timeoutMs / 1000} s.`,
    why,
    output: service.lastLines(),
    logFile: service.logFile,
    todo: 'look at the last output above, then try again.',
  })
}
