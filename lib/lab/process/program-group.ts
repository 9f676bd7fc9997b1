/** The lab's programs as children of the watchdog: started, watched, ordered about, and ended for good. */
import { mkdirSync, rmSync } from 'node:fs'
import type { ProgramState } from '../lab'
import { explainEnd } from './explain-end'
import { dataDirectory, logsDirectory, readLabFile, writeLabFile, type LabFile } from './lab-file'
import { ManagedProgram } from './managed-program'
import { ownIdentity, type ProcessIdentity } from './process-identity'
import { OrderRefusedError, type ProgramOrder } from './program-order'
import type { Program, StartCommand } from './watchdog-protocol'

const WRITE_RETRY_MS = 1_000

export interface ProgramFailure {
  program: string
  message: string
  /** True when the lab's folder is gone, so that only its watchdog can still end it. */
  forgotten: boolean
}

/** All programs of one lab. They share the watchdog's fate, never the owner's. */
export class ProgramGroup {
  readonly directory: string
  readonly #file: LabFile
  readonly #programs: readonly ManagedProgram[]
  readonly #reserve: readonly ManagedProgram[]
  readonly #onFailure: (failure: ProgramFailure) => void
  #orders: Promise<unknown> = Promise.resolve()
  #ending = false

  constructor(command: StartCommand, onFailure: (failure: ProgramFailure) => void) {
    this.directory = command.directory
    this.#onFailure = onFailure
    this.#file = {
      id: command.labId,
      createdAt: new Date().toISOString(),
      owner: command.owner,
      ownerProcess: command.ownerProcess,
      watchdog: ownIdentity(),
      standing: false,
      address: command.address,
      programs: command.programs.map(({ name }) => ({ name, process: null })),
      failure: null,
      endedAt: null,
    }
    const manage = (ended: (name: string, how: string) => void) => (program: Program) =>
      new ManagedProgram(program, this.directory, {
        changed: (name, process) => this.#writeProcess(name, process),
        ended,
      })
    this.#programs = command.programs.map(manage((name, how) => this.#failed(name, how)))
    // A member that was taken out of the cluster ends by itself; whoever started one looks whether it still runs.
    this.#reserve = command.reserve.map(manage((name) => this.#writeProcess(name, null)))
  }

  /** Starts all programs. Apart from the constructor, so that its caller can end them when it throws half-way. */
  start(): void {
    mkdirSync(logsDirectory(this.directory), { recursive: true })
    mkdirSync(dataDirectory(this.directory), { recursive: true })
    writeLabFile(this.directory, this.#file)
    for (const program of this.#programs) program.start()
  }

  get file(): Readonly<LabFile> {
    return this.#file
  }

  /**
   * Carries out an order, after those before it.
   * @throws OrderRefusedError when it makes no sense as things are; an Error when the operating system does not do it
   */
  obey(order: ProgramOrder, signalled: () => void): Promise<ProgramState[]> {
    const obeyed = this.#orders.then(async () => {
      if (this.#ending) throw new OrderRefusedError('The lab is being ended.')
      if (order.action !== 'look') await this.#obey(order, this.#find(order.program), signalled)
      return [...this.#programs, ...this.#reserve].map(({ name, state }) => ({ name, state }))
    })
    this.#orders = obeyed.catch(() => undefined)
    return obeyed
  }

  /** Writes down that the lab outlives its owner. */
  stand(): void {
    this.#file.standing = true
    writeLabFile(this.directory, this.#file)
  }

  /** Kills every program, stopped ones too, waits until it is gone, and removes the data. Logs stay. */
  async end(): Promise<void> {
    this.#ending = true
    // What is being started right now must be killed as well.
    await this.#orders
    // The data is thrown away, so there is nothing a polite end would save.
    await Promise.all([...this.#programs, ...this.#reserve].map((program) => program.kill()))
    if (this.#isForgotten()) return
    rmSync(dataDirectory(this.directory), { recursive: true, force: true })
    this.#file.endedAt = new Date().toISOString()
    writeLabFile(this.directory, this.#file)
  }

  async #obey({ action }: ProgramOrder, program: ManagedProgram, signalled: () => void): Promise<void> {
    const { name, state } = program
    const refuse = (why: string) => new OrderRefusedError(`${name} cannot be told to ${action}: ${why}.`)
    switch (action) {
      case 'kill':
        if (state === 'down' || state === 'reserve') throw refuse('it does not run')
        return program.kill(signalled)
      case 'restart':
        if (state === 'reserve') throw refuse('it was never started')
        await program.kill(signalled)
        if (!this.#ending) program.start()
        return
      case 'pause':
        if (state !== 'running')
          throw refuse(state === 'paused' ? 'it is stopped already' : 'it does not run')
        return program.pause(signalled)
      case 'resume':
        if (state !== 'paused') throw refuse('it is not stopped')
        return program.resume()
      case 'start':
        if (state !== 'reserve') throw refuse('it was started before')
        return program.start()
      case 'stop':
        if (!this.#reserve.includes(program)) throw refuse('the lab is of no use without it')
        await program.kill(signalled)
        return program.shelve()
      case 'look':
        return
    }
  }

  #find(name: string): ManagedProgram {
    const found = [...this.#programs, ...this.#reserve].find((program) => program.name === name)
    if (!found) throw new OrderRefusedError(`This lab has no program ${name}.`)
    return found
  }

  /** At once, not when all are started: a crash in between must leave nothing unrecorded. */
  #writeProcess(name: string, process: ProcessIdentity | null): void {
    const { programs } = this.#file
    const entry = programs.find((program) => program.name === name)
    if (entry) entry.process = process
    else programs.push({ name, process })
    if (!this.#ending) writeLabFile(this.directory, this.#file)
  }

  #failed(program: string, what: string): void {
    if (this.#ending || this.#file.failure) return
    const message = explainEnd(`${program} ${what}`, program, this.directory)
    this.#file.failure = { program, message }
    const forgotten = this.#isForgotten()
    // Told before it is written down: a program that a full disk has ended leaves no room for lab.json either.
    this.#onFailure({ program, message, forgotten })
    if (!forgotten) this.#writeFailure()
  }

  /** Again and again until there is room: whoever has adopted a standing lab learns of the failure from lab.json only. */
  #writeFailure(): void {
    if (this.#ending) return
    try {
      writeLabFile(this.directory, this.#file)
    } catch (error) {
      process.stderr.write(`The failure could not be written to lab.json: ${String(error)}\n`)
      setTimeout(() => this.#writeFailure(), WRITE_RETRY_MS).unref()
    }
  }

  /** Somebody has deleted the lab's folder: nobody can find the lab any more. */
  #isForgotten(): boolean {
    return readLabFile(this.directory) === null
  }
}
