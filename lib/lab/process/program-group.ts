/** The lab's programs as children of the watchdog: started, watched, and ended for good. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { explainEnd } from './explain-end'
import { dataDirectory, logFile, logsDirectory, readLabFile, writeLabFile, type LabFile } from './lab-file'
import { identify, ownIdentity } from './process-identity'
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
  readonly #programs: readonly Program[]
  readonly #children = new Map<string, ChildProcess>()
  readonly #onFailure: (failure: ProgramFailure) => void
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
    this.#programs = command.programs
  }

  /** Starts all programs. Apart from the constructor, so that its caller can end them when it throws half-way. */
  start(): void {
    mkdirSync(logsDirectory(this.directory), { recursive: true })
    mkdirSync(dataDirectory(this.directory), { recursive: true })
    writeLabFile(this.directory, this.#file)
    for (const program of this.#programs) this.#start(program)
  }

  get file(): Readonly<LabFile> {
    return this.#file
  }

  /** Writes down that the lab outlives its owner. */
  stand(): void {
    this.#file.standing = true
    writeLabFile(this.directory, this.#file)
  }

  /** Kills every program, waits until it is gone, and removes the data. Logs stay. */
  async end(): Promise<void> {
    this.#ending = true
    await Promise.all(
      [...this.#children.values()].map(async (child) => {
        if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
        const gone = once(child, 'exit')
        // The data is thrown away, so there is nothing a polite end would save.
        child.kill('SIGKILL')
        await gone
      }),
    )
    if (this.#isForgotten()) return
    rmSync(dataDirectory(this.directory), { recursive: true, force: true })
    this.#file.endedAt = new Date().toISOString()
    writeLabFile(this.directory, this.#file)
  }

  #start(program: Program): void {
    const log = openSync(logFile(this.directory, program.name), 'a')
    const child = spawn(program.command, program.arguments, { stdio: ['ignore', log, log] })
    closeSync(log)
    this.#children.set(program.name, child)
    child.once('error', (error) => this.#failed(program.name, `could not be started: ${error.message}`))
    child.once('exit', (code, signal) =>
      this.#failed(program.name, `ended by itself (${signal ? `signal ${signal}` : `exit code ${code}`})`),
    )
    const entry = this.#file.programs.find(({ name }) => name === program.name)
    if (entry && child.pid !== undefined) entry.process = identify(child.pid)
    // At once, not when all are started: a crash in between must leave nothing unrecorded.
    writeLabFile(this.directory, this.#file)
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
