/**
 * Preloaded (`node --import`) into web and worker: when the process that started them is gone, even by SIGKILL, the
 * channel to it closes, and they shut down as if they had been asked to.
 */
import { isMainThread } from 'node:worker_threads'

const graceMs = 20_000

// Threads run preloaded modules as well, and only the main one has the channel.
if (isMainThread && process.channel) {
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref()
    if (process.listenerCount('SIGTERM') === 0) process.exit(0)
    process.emit('SIGTERM', 'SIGTERM')
  })
  // Listening would keep a process alive that has nothing left to do.
  process.channel.unref()
}
