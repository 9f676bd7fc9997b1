/**
 * Preloaded (`node --import`) into web and worker: when the process that started them is gone, even by SIGKILL, the
 * channel to it closes, and they shut down as if they had been asked to. `?graceMs=` says how long that may take.
 */
import { isMainThread, Worker } from 'node:worker_threads'

const graceMs = Number(new URL(import.meta.url).searchParams.get('graceMs') ?? 20_000)

// Threads run preloaded modules as well, and only the main one has the channel.
if (isMainThread && process.channel) {
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref()
    if (process.listenerCount('SIGTERM') === 0) process.exit(0)
    process.emit('SIGTERM', 'SIGTERM')
  })
  // Listening would keep a process alive that has nothing left to do.
  process.channel.unref()
  watchFromAThread()
}

// A main thread that is blocked hears of nothing, and its timers do not fire: a thread has to see to the end.
function watchFromAThread() {
  const watch = new Worker(new URL('./parent-watch.mjs', import.meta.url), {
    workerData: { parent: process.ppid, graceMs },
    // Neither the preloads of the main thread nor its memory: this is one timer.
    execArgv: [],
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: 8, maxYoungGenerationSizeMb: 2, stackSizeMb: 1 },
  })
  watch.unref()
  watch.on('error', (error) =>
    process.stderr.write(
      `Nobody watches whether the process that started this one lives: ${error.message}\n`,
    ),
  )
}
