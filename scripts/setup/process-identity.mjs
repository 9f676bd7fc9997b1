/** Tells whether a process that a file speaks of is still that process: numbers are given out again. */
import { readFileSync } from 'node:fs'

/** @returns {{ pid: number, startedAt: string | null }} what identifies the running process */
export function ownIdentity() {
  return { pid: process.pid, startedAt: startTime(process.pid) }
}

/** Whether the process lives and was not replaced by another one with its number. */
export function isAlive({ pid, startedAt }) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it exists and belongs to somebody else.
    if (error.code !== 'EPERM') return false
  }
  const now = startTime(pid)
  if (now === 'zombie') return false
  return startedAt === null || now === null || startedAt === now
}

// Linux only; elsewhere the number alone has to do.
function startTime(pid) {
  let stat
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null
  }
  // The name in parentheses may hold spaces, so count from its end: state is field 3, start time field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] === 'Z' ? 'zombie' : fields[19]
}
