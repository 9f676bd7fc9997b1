/** The owner's side of the watchdog. */
import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { Socket } from 'node:net'
import { createInterface } from 'node:readline'
import { Heartbeat } from '../guard/heartbeat'
import type { LabFailure } from '../lab'
import { LabError } from '../lab-error'
import { inNewNamespace } from '../namespace/lab-network'
import { endLab, killPrograms } from './end-lab'
import { explainEnd } from './explain-end'
import { logFile, logsDirectory } from './lab-file'
import { identify, type ProcessIdentity } from './process-identity'
import { OrderRefusedError, type SendOrder } from './program-order'
import { watchdogReportSchema, type WatchdogCommand, type WatchdogReport } from './watchdog-protocol'

const STOP_TIMEOUT_MS = 5_000
/** Longer than the watchdog takes to find out that a program does not do as it is told. */
const ORDER_TIMEOUT_MS = 8_000

interface OpenOrder {
  signalled(): void
  answered(report: Extract<WatchdogReport, { type: 'obeyed' | 'refused' }>): void
}

export class WatchdogConnection {
  readonly #directory: string
  readonly #child: ChildProcess
  readonly #exited: Promise<unknown>
  readonly #reports = new Map<WatchdogReport['type'], () => void>()
  readonly #orders = new Map<number, OpenOrder>()
  #lastOrder = 0
  readonly #listeners: ((failure: LabFailure) => void)[] = []
  readonly #heartbeat = new Heartbeat({
    beat: () => this.#send({ type: 'beat' }),
    rest: () => this.#send({ type: 'rest' }),
  })
  #failure: LabFailure | undefined
  #stopping: Promise<void> | undefined

  /**
   * Starts a watchdog in a session of its own; its own messages go to a log of the lab.
   * @param ownNetwork whether it gets a network namespace, which all that it starts shares
   */
  constructor(watchdogScript: string, directory: string, ownNetwork: boolean) {
    this.#directory = directory
    mkdirSync(logsDirectory(directory), { recursive: true })
    const log = openSync(logFile(directory, 'watchdog'), 'a')
    const [command, args] = ownNetwork
      ? inNewNamespace(process.execPath, [watchdogScript])
      : [process.execPath, [watchdogScript]]
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', log], detached: true })
    closeSync(log)
    this.#child = child
    this.#exited = new Promise((resolve) => {
      child.once('exit', resolve)
      child.once('error', resolve)
    })
    child.once('exit', (code, signal) =>
      this.#watchdogEnded(signal ? `signal ${signal}` : `exit code ${code}`),
    )
    child.once('error', (error) => this.#watchdogEnded(error.message))
    // A watchdog that has just died is reported by its exit, not by the pipe that broke with it.
    child.stdin?.on('error', () => undefined)
    if (child.stdout)
      createInterface({ input: child.stdout }).on('line', (line) =>
        this.#take(watchdogReportSchema.parse(JSON.parse(line))),
      )
  }

  /** Sends a command and waits for the report that answers it; rejects when the lab fails first. */
  async request(command: WatchdogCommand, answer: 'started' | 'standing'): Promise<void> {
    // Without it a process that has nothing else to do would end instead of waiting.
    for (const socket of this.#pipes()) socket.ref()
    const answered = new Promise<void>((resolve) => this.#reports.set(answer, resolve))
    this.#send(command)
    await Promise.race([answered, this.failed()])
  }

  /** The watchdog's process. @throws LabError when it has not even begun */
  identity(): ProcessIdentity {
    const { pid } = this.#child
    const identity = pid === undefined ? null : identify(pid)
    if (identity) return identity
    throw new LabError(this.#failure?.message ?? 'The lab’s watchdog has ended before the lab was started.')
  }

  /**
   * Has the watchdog do something with one program.
   * @throws OrderRefusedError when it makes no sense as things are; LabError when it was not done
   */
  readonly order: SendOrder = async ({ action, program }, signalled) => {
    if (this.#failure) throw new LabError(this.#failure.message)
    if (this.#stopping) throw new OrderRefusedError('The lab is being ended.')
    const id = ++this.#lastOrder
    const answered = new Promise<Parameters<OpenOrder['answered']>[0]>((resolve) =>
      this.#orders.set(id, { signalled, answered: resolve }),
    )
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      const why = new LabError(
        `The lab's watchdog did not ${action} ${program} within ${ORDER_TIMEOUT_MS} ms.`,
      )
      timer = setTimeout(() => reject(why), ORDER_TIMEOUT_MS)
    })
    this.#send({ type: 'order', id, order: { action, program } })
    try {
      const answer = await Promise.race([answered, late])
      if (answer.type === 'obeyed') return answer.programs
      throw answer.isRefusal ? new OrderRefusedError(answer.message) : new LabError(answer.message)
    } finally {
      clearTimeout(timer)
      this.#orders.delete(id)
    }
  }

  /** Rejects when the lab fails; never resolves. */
  failed(): Promise<never> {
    return new Promise((_, reject) => this.onFailure(({ message }) => reject(new LabError(message))))
  }

  onFailure(listener: (failure: LabFailure) => void): void {
    if (this.#failure) listener(this.#failure)
    else this.#listeners.push(listener)
  }

  /** While the work goes on faults may be set: the watchdog wants a sign of life every second, and ends the lab without one. */
  underLease<Result>(work: () => Promise<Result>): Promise<Result> {
    return this.#heartbeat.during(work)
  }

  /** Lets this process end while the lab runs: the watchdog then ends the lab. */
  unref(): void {
    this.#child.unref()
    for (const socket of this.#pipes()) socket.unref()
  }

  /** Lets go of a standing lab without ending it. */
  release(): void {
    this.#stopping = Promise.resolve()
    this.#child.stdin?.destroy()
    this.#child.stdout?.destroy()
    this.#child.unref()
  }

  /** Ends the lab and waits until nothing of it runs. */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stop())
  }

  async #stop(): Promise<void> {
    this.#child.ref()
    this.#heartbeat.end()
    this.#giveUpOrders('The lab is being ended.', true)
    if (this.#failure?.program !== 'watchdog') this.#send({ type: 'stop' })
    let timer: NodeJS.Timeout | undefined
    const timeout = new Promise((resolve) => (timer = setTimeout(resolve, STOP_TIMEOUT_MS, 'timeout')))
    if ((await Promise.race([this.#exited, timeout])) === 'timeout') {
      this.#child.kill('SIGKILL')
      await this.#exited
    }
    clearTimeout(timer)
    await endLab(this.#directory)
  }

  /** Node makes a child's pipes of sockets, but does not say so in its types. */
  #pipes(): Socket[] {
    return [this.#child.stdin, this.#child.stdout].filter((stream) => stream instanceof Socket)
  }

  #send(command: WatchdogCommand): void {
    this.#child.stdin?.write(`${JSON.stringify(command)}\n`)
  }

  #take(report: WatchdogReport): void {
    switch (report.type) {
      case 'failed':
        return this.#fail({ program: report.program, message: report.message })
      case 'signalled':
        return this.#orders.get(report.id)?.signalled()
      case 'obeyed':
      case 'refused':
        return this.#orders.get(report.id)?.answered(report)
      case 'started':
      case 'standing':
        return this.#reports.get(report.type)?.()
    }
  }

  #watchdogEnded(how: string): void {
    if (this.#stopping) return
    // Its children live on without a parent, and nobody else would end them while this process lives.
    killPrograms(this.#directory)
    this.#fail({
      program: 'watchdog',
      message: explainEnd(`The lab's watchdog ended by itself (${how})`, 'watchdog', this.#directory),
    })
  }

  #fail(failure: LabFailure): void {
    if (this.#failure) return
    this.#failure = failure
    this.#giveUpOrders(failure.message, false)
    for (const listener of this.#listeners.splice(0)) listener(failure)
  }

  #giveUpOrders(message: string, isRefusal: boolean): void {
    for (const [id, { answered }] of this.#orders) answered({ type: 'refused', id, message, isRefusal })
  }
}
