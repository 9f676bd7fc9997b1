/** Tells whether a process that a file speaks of is still that process: numbers are given out again. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { z } from 'zod'

export const processIdentitySchema = z.object({
  pid: z.int().positive(),
  /** When it started, in the words of the operating system; compared, never read. */
  startedAt: z.string(),
})
export type ProcessIdentity = z.output<typeof processIdentitySchema>

/** The running process with this number; null when there is none or only its zombie. */
export function identify(pid: number): ProcessIdentity | null {
  const found = look(pid)
  return found && { pid, startedAt: found.startedAt }
}

/** This process. */
export function ownIdentity(): ProcessIdentity {
  const own = identify(process.pid)
  if (!own) throw new Error('this process cannot find itself in the process table')
  return own
}

/** True while the process runs and was not replaced by another one with its number. */
export function isRunning({ pid, startedAt }: ProcessIdentity): boolean {
  return identify(pid)?.startedAt === startedAt
}

/** True while exactly this process is stopped (SIGSTOP): it runs, but does nothing. */
export function isStopped({ pid, startedAt }: ProcessIdentity): boolean {
  const found = look(pid)
  return found?.startedAt === startedAt && found.isStopped
}

/** Sends a signal to exactly this process. False when it is not there any more. */
export function signalProcess(target: ProcessIdentity, signal: NodeJS.Signals): boolean {
  if (!isRunning(target)) return false
  try {
    return process.kill(target.pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}

interface Seen {
  startedAt: string
  isStopped: boolean
}

function look(pid: number): Seen | null {
  return process.platform === 'linux' ? lookIntoProc(pid) : lookWithPs(pid)
}

let bootId: string | undefined

function lookIntoProc(pid: number): Seen | null {
  let stat: string
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null // No such process.
  }
  // The name in parentheses may hold spaces: count from its end. State is field 3, start time field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state] = fields
  const ticks = fields[19]
  if (ticks === undefined || state === 'Z' || state === 'X') return null
  // The start time counts from the boot: without the boot it would mean another process after a restart.
  bootId ??= readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  return { startedAt: `${bootId}/${ticks}`, isStopped: state === 'T' }
}

function lookWithPs(pid: number): Seen | null {
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
    const [state = '', ...startedAt] = line.split(/\s+/)
    if (line === '' || state.startsWith('Z')) return null
    return { startedAt: startedAt.join(' '), isStopped: state.startsWith('T') }
  } catch {
    return null // ps ends with an error when there is no such process.
  }
}
