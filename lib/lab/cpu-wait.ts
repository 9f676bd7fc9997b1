/** For how long this thread has been ready to run while others had the processor: Linux's own count, per thread. */
import { closeSync, openSync, readSync } from 'node:fs'

/** Three numbers: nanoseconds on a processor, nanoseconds waiting for one, time slices (Documentation/scheduler/sched-stats.rst). */
const FILE = '/proc/thread-self/schedstat'

export interface CpuWait {
  /** Milliseconds since the thread began; null where the system does not tell. */
  waitedMs(): number | null
  close(): void
}

/** Of the thread that calls this. Reading costs some ten microseconds. */
export function openCpuWait(): CpuWait {
  let file: number | null = openedFile()
  const buffer = Buffer.alloc(96)
  return {
    waitedMs() {
      if (file === null) return null
      const [, waited] = buffer.toString('latin1', 0, readSync(file, buffer, 0, buffer.length, 0)).split(' ')
      const nanoseconds = Number(waited)
      return Number.isFinite(nanoseconds) ? nanoseconds / 1e6 : null
    },
    close() {
      if (file !== null) closeSync(file)
      file = null
    },
  }
}

function openedFile(): number | null {
  try {
    return openSync(FILE, 'r')
  } catch {
    // Not Linux, or a kernel built without it: nobody can tell.
    return null
  }
}
