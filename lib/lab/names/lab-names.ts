/**
 * The names under which clients of this thread reach the lab, and what they are told about them. A fault changes what is told;
 * connections that are open never ask. There is one registry per thread, because a resolver is found by its scheme only.
 */
import type { NameAnswer } from '@/lib/core/fault/faults/name-failure'
import { DeadEnd } from './dead-end'

/** Where a name leads. */
export interface NameAddress {
  host: string
  port: number
}

/** What a question is answered with. */
export type Resolved = { ok: true; address: NameAddress } | { ok: false; reason: string }

interface Entry {
  address: NameAddress
  /** While it is not answered as usual: where it leads, or null when the resolver fails. */
  denial: { deadEnd: DeadEnd | null } | null
  /** Told when the name leads to the right place again. */
  waiting: Set<() => void>
}

export class LabNames {
  readonly #entries = new Map<string, Entry>()
  readonly #failures = new Map<string, number>()

  /** Makes a name known. The same name for the same address may be made known again. */
  add(name: string, address: NameAddress): void {
    if (!this.#entries.has(name)) this.#entries.set(name, { address, denial: null, waiting: new Set() })
  }

  /**
   * From now on questions for the name are answered so. A second denial replaces the first.
   * @throws LabError when there is no address on this machine that behaves so; the name is then answered as usual
   */
  async deny(name: string, answer: NameAnswer): Promise<void> {
    const entry = this.#entry(name)
    // First, since both lie on the same port; nobody is let through meanwhile.
    entry.denial?.deadEnd?.close()
    entry.denial = { deadEnd: null }
    if (answer === 'error') return
    try {
      entry.denial = { deadEnd: await DeadEnd.open(answer, entry.address.port) }
    } catch (error) {
      this.allow(name)
      throw error
    }
  }

  /** The name leads to the right place again, and everybody who waits for it is told so. */
  allow(name: string): void {
    const entry = this.#entry(name)
    entry.denial?.deadEnd?.close()
    entry.denial = null
    const waiting = [...entry.waiting]
    entry.waiting.clear()
    for (const tell of waiting) tell()
  }

  /** Answers a question, and counts it when the answer is a failure. */
  resolve(name: string, isCounted = true): Resolved {
    const entry = this.#entries.get(name)
    if (!entry) return { ok: false, reason: `nobody knows ${name}` }
    if (!entry.denial) return { ok: true, address: entry.address }
    if (isCounted) this.#failures.set(name, this.failures([name]) + 1)
    const { deadEnd } = entry.denial
    return deadEnd ? { ok: true, address: deadEnd.address } : { ok: false, reason: 'the resolver failed' }
  }

  /** Calls back once when the name leads to the right place again. @returns takes the callback back */
  onAllowed(name: string, tell: () => void): () => void {
    const { waiting } = this.#entry(name)
    waiting.add(tell)
    return () => waiting.delete(tell)
  }

  isKnown(name: string): boolean {
    return this.#entries.has(name)
  }

  /** Whether the name is answered as usual. */
  isAllowed(name: string): boolean {
    return this.#entries.get(name)?.denial === null
  }

  /** How many questions for these names were answered with a failure so far. */
  failures(names: readonly string[]): number {
    return names.reduce((sum, name) => sum + (this.#failures.get(name) ?? 0), 0)
  }

  #entry(name: string): Entry {
    const entry = this.#entries.get(name)
    if (!entry) throw new RangeError(`the name ${name} is not known in this thread`)
    return entry
  }
}

/** The names of this thread. */
export const labNames = new LabNames()
