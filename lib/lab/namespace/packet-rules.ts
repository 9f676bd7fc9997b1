/** nftables in a lab's own network: a table per fault, installed, counted, taken away, and read back each time. */
import { z } from 'zod'
import type { LabAddress, LabNamespace } from '../lab'
import { LabError } from '../lab-error'
import { FAULT_PREFIX } from './rule-text'
import { runToolIn } from './system-tool'

const listingSchema = z.object({
  nftables: z.array(
    z.object({
      table: z.object({ name: z.string() }).optional(),
      rule: z.object({ table: z.string() }).optional(),
      counter: z.object({ name: z.string(), packets: z.int() }).optional(),
    }),
  ),
})

/** Packets by the name of the counter. */
export type PacketCounts = Record<string, number>

/** What the kernel says of a table. */
export interface TableState {
  rules: number
  packets: PacketCounts
}

/** Takes away all faults on packets, in labs where there can be any. @throws LabError when one is left */
export async function clearPacketFaults({ namespace }: Pick<LabAddress, 'namespace'>): Promise<void> {
  if (namespace) await new PacketRules(namespace).clear()
}

/** The faults on packets that are set right now, for people who look at a lab. */
export async function readPacketFaults({
  namespace,
}: Pick<LabAddress, 'namespace'>): Promise<{ member: string; fault: string }[]> {
  const tables = namespace ? await new PacketRules(namespace).faults() : []
  return tables.map((table) => ({ member: 'the network', fault: `nftables drops packets (table ${table})` }))
}

export class PacketRules {
  readonly #namespace: LabNamespace

  constructor(namespace: LabNamespace) {
    this.#namespace = namespace
  }

  /** Gives the kernel a table, all of it or nothing. @throws LabError when it refuses, as with a table it has already */
  async install(text: string): Promise<void> {
    await this.#nft(['--file', '-'], text)
  }

  /** Null when there is no such table. */
  async read(table: string): Promise<TableState | null> {
    if (!(await this.#tables()).includes(table)) return null
    const listed = await this.#list(['list', 'table', 'inet', table])
    return {
      rules: listed.filter(({ rule }) => rule).length,
      packets: Object.fromEntries(
        listed.flatMap(({ counter }) => (counter ? [[counter.name, counter.packets]] : [])),
      ),
    }
  }

  /** Takes a table away; none of that name is no error. @throws LabError when it is still there afterwards */
  async remove(table: string): Promise<void> {
    await this.#remove([table])
  }

  /** The tables of faults that are there now. */
  async faults(): Promise<string[]> {
    return (await this.#tables()).filter((name) => name.startsWith(FAULT_PREFIX))
  }

  /** Takes all faults away. @throws LabError when one is still there afterwards */
  async clear(): Promise<void> {
    await this.#remove(await this.faults())
  }

  async #remove(tables: readonly string[]): Promise<void> {
    if (tables.length === 0) return
    let refusal: unknown
    try {
      await this.#nft(['--file', '-'], tables.map((name) => `delete table inet ${name}\n`).join(''))
    } catch (error) {
      refusal = error // Perhaps it is not there any more; what is left says so.
    }
    const left = (await this.#tables()).filter((name) => tables.includes(name))
    if (left.length > 0)
      throw new LabError(
        `Rules that drop packets could not be removed: ${left.join(', ')}. ` +
          'Start the lab anew: they end with its network.',
        { cause: refusal },
      )
  }

  async #tables(): Promise<string[]> {
    return (await this.#list(['list', 'tables'])).flatMap(({ table }) => (table ? [table.name] : []))
  }

  async #list(command: readonly string[]): Promise<z.output<typeof listingSchema>['nftables']> {
    const text = await this.#nft(['--json', ...command])
    const listing = listingSchema.safeParse(JSON.parse(text))
    if (listing.success) return listing.data.nftables
    throw new LabError(
      'nft answered something that is not a list of its rules. Is its version older than 0.9.3?',
      {
        cause: listing.error,
      },
    )
  }

  #nft(args: readonly string[], input = ''): Promise<string> {
    return runToolIn(this.#namespace.process, 'nft', args, input)
  }
}
