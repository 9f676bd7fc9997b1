/** A service that is started again when it ends by accident, so that the others need not end with it. */

const maxRestarts = 3
const withinMs = 60_000
const shownLines = 5

/**
 * Starts a service and keeps it running. One that ends before it was ever ready is not started again: what is wrong
 * with it then does not go away by itself.
 * @param {() => ReturnType<typeof import('./service.mjs').startService>} start
 * @param {{ say: (line: string) => void, now?: () => number }} options
 * @returns what startService returns; `ended` resolves when it has ended for good
 */
export function keepRunning(start, { say, now = Date.now }) {
  let current = start()
  let everReady = false
  let stopping = false
  const restarts = []
  const ended = untilItEndsForGood()

  async function untilItEndsForGood() {
    for (;;) {
      current.child.on('message', onMessage)
      const end = await current.ended
      if (end.expected || stopping || !everReady) return end
      const recent = restarts.filter((at) => now() - at < withinMs)
      if (recent.length >= maxRestarts)
        return { ...end, reason: `${end.reason}, after ${maxRestarts} restarts within a minute` }
      restarts.push(now())
      say(describe(end))
      current = start()
    }
  }

  function onMessage(message) {
    if (message?.type !== 'ready') return
    if (everReady) say(`The ${current.name} is running again.`)
    everReady = true
  }

  return {
    name: current.name,
    logFile: current.logFile,
    get child() {
      return current.child
    },
    ended,
    lastLines: () => current.lastLines(),

    async stop() {
      stopping = true
      await current.stop()
      await ended
    },

    kill() {
      stopping = true
      current.kill()
    },
  }
}

function describe({ name, reason, output }) {
  const last = output.split('\n').filter(Boolean).slice(-shownLines)
  return [
    `The ${name} ended unexpectedly (${reason}); starting it again. A run under way goes on by itself.`,
    ...last.map((line) => `  | ${line}`),
  ].join('\n')
}
