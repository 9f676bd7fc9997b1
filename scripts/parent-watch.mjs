/** A thread of exit-with-parent.mjs: kills this process when it outlives its parent by more than the grace. */
import { workerData } from 'node:worker_threads'

const pollMs = 1000
const { parent, graceMs } = workerData

const timer = setInterval(() => {
  if (isThere()) return
  clearInterval(timer)
  // Not process.exit: its listeners run in the main thread, which may be blocked.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), graceMs)
}, pollMs)

function isThere() {
  // An orphan gets another parent at once; the number of the dead one may be given out again.
  if (process.platform !== 'win32') return process.ppid === parent
  try {
    return process.kill(parent, 0)
  } catch (error) {
    return error.code === 'EPERM'
  }
}
