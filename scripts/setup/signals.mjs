/** Ctrl-C during set-up: leave through process.exit, whose listeners end what runs and give the lock back. */

/** @returns {() => void} stops listening, for those who take over with a shutdown of their own */
export function exitOnSignals() {
  const onInterrupt = () => leave(130)
  const onTerminate = () => leave(143)
  process.on('SIGINT', onInterrupt)
  process.on('SIGTERM', onTerminate)
  return () => {
    process.removeListener('SIGINT', onInterrupt)
    process.removeListener('SIGTERM', onTerminate)
  }
}

function leave(code) {
  process.stdout.write('\nStopped.\n')
  process.exit(code)
}

/**
 * Notices that the process that started this one is gone.
 * @param {() => number} parentNow
 * @param {() => void} terminate called once
 * @returns {() => void} looks
 */
export function parentWatch(parentNow, terminate) {
  const parent = parentNow()
  let isGone = false
  return () => {
    if (isGone || parentNow() === parent) return
    isGone = true
    terminate()
  }
}

/** Ends as on SIGTERM with the npm that started it: one that is killed by its number leaves it running. Without npm it may outlive its parent. */
export function endWithNpm() {
  if (process.env.npm_lifecycle_event !== 'start') return
  const look = parentWatch(
    () => process.ppid,
    () => process.kill(process.pid, 'SIGTERM'),
  )
  setInterval(look, 1_000).unref()
}
