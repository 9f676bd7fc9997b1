/** One program of the lab as a child of the watchdog: started, killed, stopped and continued, each read back. */
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, openSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { ProgramState } from '../lab'
import { dataDirectory, logFile } from './lab-file'
import { identify, isStopped, type ProcessIdentity } from './process-identity'
import type { Program } from './watchdog-protocol'

/** A killed process is gone within milliseconds; one that hangs in the kernel (a disk that does not answer) never is. */
const GONE_TIMEOUT_MS = 3_000
const STOPPED_TIMEOUT_MS = 1_000
const POLL_INTERVAL_MS = 2

export interface ProgramListener {
  /** It has a new process, or none any more. */
  changed(name: string, process: ProcessIdentity | null): void
  /** It has ended although nobody ordered it. */
  ended(name: string, how: string): void
}

export class ManagedProgram {
  readonly #program: Program
  readonly #directory: string
  readonly #listener: ProgramListener
  #child: ChildProcess | null = null
  #process: ProcessIdentity | null = null
  #state: ProgramState['state'] = 'reserve'

  /** @param directory of the lab */
  constructor(program: Program, directory: string, listener: ProgramListener) {
    this.#program = program
    this.#directory = directory
    this.#listener = listener
  }

  get name(): string {
    return this.#program.name
  }

  get state(): ProgramState['state'] {
    return this.#state
  }

  /** Starts it; its log goes on where it was. What it says about its end is told to the listener. */
  start(): void {
    const log = openSync(logFile(this.#directory, this.name), 'a')
    const child = spawn(this.#program.command, this.#program.arguments, { stdio: ['ignore', log, log] })
    closeSync(log)
    this.#child = child
    this.#state = 'running'
    child.once('error', (error) => this.#ended(child, `could not be started: ${error.message}`))
    child.once('exit', (code, signal) =>
      this.#ended(child, `ended by itself (${signal ? `signal ${signal}` : `exit code ${code}`})`),
    )
    this.#process = child.pid === undefined ? null : identify(child.pid)
    this.#listener.changed(this.name, this.#process)
  }

  /**
   * Kills it, also when it is stopped, and waits until it is gone. Does nothing when it does not run.
   * @param signalled called when the signal has left
   * @throws when it is still there after seconds
   */
  async kill(signalled: () => void = () => undefined): Promise<void> {
    const child = this.#child
    if (!child || hasEnded(child)) return
    const gone = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)))
    // Set before the signal: from here on its end is no failure.
    this.#state = 'down'
    child.kill('SIGKILL')
    signalled()
    if (!(await within(gone, GONE_TIMEOUT_MS))) throw new Error(`${this.name} did not end when it was killed`)
    this.#child = null
    this.#process = null
    this.#listener.changed(this.name, null)
  }

  /** Stops it (SIGSTOP) until {@link resume}. @throws when the operating system does not say that it is stopped */
  async pause(signalled: () => void): Promise<void> {
    this.#child?.kill('SIGSTOP')
    signalled()
    // It may still finish what it is in the middle of.
    if (!(await this.#becomes(true))) throw new Error(`${this.name} did not stop when it was told to`)
    this.#state = 'paused'
  }

  async resume(): Promise<void> {
    this.#child?.kill('SIGCONT')
    if (!(await this.#becomes(false))) throw new Error(`${this.name} did not go on when it was told to`)
    this.#state = 'running'
  }

  /** Puts a program that was killed back into the reserve, without its data. */
  shelve(): void {
    this.#state = 'reserve'
    const { dataFolder } = this.#program
    if (dataFolder === undefined) return
    rmSync(path.join(dataDirectory(this.#directory), dataFolder), { recursive: true, force: true })
  }

  async #becomes(stopped: boolean): Promise<boolean> {
    const endMs = performance.now() + STOPPED_TIMEOUT_MS
    while (this.#process && isStopped(this.#process) !== stopped) {
      if (performance.now() >= endMs) return false
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS))
    }
    return this.#process !== null
  }

  #ended(child: ChildProcess, how: string): void {
    if (child !== this.#child || this.#state === 'down') return
    this.#state = 'down'
    this.#child = null
    this.#listener.ended(this.name, how)
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null
}

async function within(promise: Promise<boolean>, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, limitMs, false)))
  try {
    return await Promise.race([promise, limit])
  } finally {
    clearTimeout(timer)
  }
}
