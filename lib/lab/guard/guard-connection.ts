/** The owner's side of an external lab's guard: started before anything is set, told when everything is gone. */
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import type { LabFailure } from '../lab'
import { LabError } from '../lab-error'
import { explainEnd } from '../process/explain-end'
import { logFile, logsDirectory } from '../process/lab-file'
import { guardReportSchema, type GuardCommand, type GuardedLab } from './guard-protocol'
import { Heartbeat } from './heartbeat'

const START_TIMEOUT_MS = 10_000
const STOP_TIMEOUT_MS = 2_000
/** Its log's name, without the ending. */
const PROGRAM = 'fault-guard'

export class GuardConnection {
  readonly #directory: string
  readonly #child: ChildProcess
  readonly #heartbeat: Heartbeat
  readonly #listeners: ((failure: LabFailure) => void)[] = []
  readonly #exited: Promise<void>
  #failure: LabFailure | null = null
  #isEnding = false
  #guarding: () => void = () => undefined

  private constructor(script: string, directory: string) {
    this.#directory = directory
    mkdirSync(logsDirectory(directory), { recursive: true })
    const log = openSync(logFile(directory, PROGRAM), 'a')
    const child = spawn(process.execPath, [script], {
      // In a session of its own: what ends the worker's process group must not end the guard.
      ...{ stdio: ['pipe', 'pipe', log], detached: true },
      // It speaks to Toxiproxy alone and needs none of etcd's secrets.
      env: withoutSecrets(process.env),
    })
    closeSync(log)
    this.#child = child
    this.#exited = new Promise((resolve) => {
      child.once('exit', () => resolve())
      child.once('error', () => resolve())
    })
    child.once('exit', (code, signal) => this.#ended(signal ? `signal ${signal}` : `exit code ${code}`))
    child.once('error', (error) => this.#ended(error.message))
    // A guard that has just died is reported by its exit, not by the pipe that broke with it.
    child.stdin?.on('error', () => undefined)
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) => {
        const report = guardReportSchema.parse(JSON.parse(line))
        if (report.type === 'guarding') this.#guarding()
        else this.#fail(report.message)
      })
    this.#heartbeat = new Heartbeat({
      beat: () => this.#send({ type: 'beat' }),
      rest: () => this.#send({ type: 'rest' }),
    })
  }

  /**
   * Starts the guard of a lab.
   * @param script the bundle of worker/programs/fault-guard.ts
   * @param directory takes the guard's log
   * @throws LabError when it does not begin to guard
   */
  static async start(script: string, directory: string, lab: GuardedLab): Promise<GuardConnection> {
    const connection = new GuardConnection(script, directory)
    try {
      await connection.#begin(lab)
    } catch (error) {
      connection.#isEnding = true
      connection.#child.kill('SIGKILL')
      throw error
    }
    connection.#unref()
    return connection
  }

  /** While the work goes on faults may be set: the guard wants a sign of life every second, and gets it. */
  underLease<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#heartbeat.during(work)
  }

  /** Told once, also when the failure happened before the call. */
  onFailure(listener: (failure: LabFailure) => void): void {
    if (this.#failure) listener(this.#failure)
    else this.#listeners.push(listener)
  }

  /** Ends the guard. Only when it was read back that nothing of ours is left. */
  async release(): Promise<void> {
    this.#heartbeat.end()
    this.#isEnding = true
    this.#send({ type: 'stop' })
    let timer: NodeJS.Timeout | undefined
    const timeout = new Promise((resolve) => (timer = setTimeout(resolve, STOP_TIMEOUT_MS, 'timeout')))
    if ((await Promise.race([this.#exited, timeout])) === 'timeout') this.#child.kill('SIGKILL')
    clearTimeout(timer)
  }

  /** Leaves what could not be removed to the guard, which tries on when this process is gone, too. */
  leaveToIt(): void {
    this.#heartbeat.end()
    this.#isEnding = true
    this.#child.stdin?.end()
    this.#child.stdout?.destroy()
    this.#child.unref()
  }

  async #begin(lab: GuardedLab): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    await Promise.race([
      new Promise<void>((resolve) => {
        this.#guarding = resolve
        this.#send({ type: 'guard', lab })
      }),
      new Promise<never>((_, reject) => {
        this.onFailure(({ message }) => reject(new LabError(message)))
        timer = setTimeout(() => {
          const log = logFile(this.#directory, PROGRAM)
          reject(new LabError(`The guard of the external lab did not start in time; its log is ${log}.`))
        }, START_TIMEOUT_MS)
      }),
    ]).finally(() => clearTimeout(timer))
  }

  /** Lets this process end: the guard then removes the faults. */
  #unref(): void {
    this.#child.unref()
    // Node makes a child's pipes of sockets, but does not say so in its types.
    for (const stream of [this.#child.stdin, this.#child.stdout]) if (stream instanceof Socket) stream.unref()
  }

  #send(command: GuardCommand): void {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`)
  }

  #ended(how: string): void {
    if (this.#isEnding) return
    this.#fail(explainEnd(`The guard of the external lab ended by itself (${how})`, PROGRAM, this.#directory))
  }

  #fail(message: string): void {
    if (this.#failure) return
    this.#failure = { program: PROGRAM, message }
    for (const listener of this.#listeners.splice(0)) listener(this.#failure)
  }
}

function withoutSecrets(variables: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = { ...variables }
  // Node passes no variable on that is undefined.
  for (const name of Object.keys(kept)) if (/PASSWORD|SECRET|TOKEN/.test(name)) kept[name] = undefined
  return kept
}
