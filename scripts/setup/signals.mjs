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
