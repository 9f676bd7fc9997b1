/** How many requests etcd itself says to have begun: an independent count of what arrived. */
import { z } from 'zod'
import type { LabAddress, LabMember } from '../lab'
import { readAdminPage } from './admin-page'

const METRICS_TIMEOUT_MS = 5_000
/** The methods that operations are made of; probes, statuses and moves of the leader are others. */
const METHODS = ['Put', 'Range', 'Txn']
const STARTED = /^grpc_server_started_total\{.*grpc_method="(\w+)".*\} (\S+)$/gm
const BORN = /^process_start_time_seconds (\S+)$/m

/** Counts over all members, and notices when one of them has begun anew. */
export class ArrivalCounter {
  readonly #address: LabAddress
  #born: (number | null)[] | null = null

  constructor(address: LabAddress) {
    this.#address = address
  }

  /** Null when a member does not answer, or was restarted since the last question: its count is lost. */
  async total(): Promise<number | null> {
    const counts = await Promise.all(this.#address.members.map((member) => readCounts(this.#address, member)))
    const before = this.#born
    this.#born = counts.map((count) => count?.bornAt ?? null)
    const isSame = before === null || before.every((bornAt, index) => bornAt === this.#born?.[index])
    return isSame
      ? counts.reduce<number | null>((sum, count) => (sum !== null && count ? sum + count.started : null), 0)
      : null
  }
}

async function readCounts(
  address: LabAddress,
  member: LabMember,
): Promise<{ started: number; bornAt: number } | null> {
  let text: string
  try {
    text = await readAdminPage(address, member, '/metrics', METRICS_TIMEOUT_MS)
  } catch {
    return null // It is down, or paused: nobody knows what arrived there.
  }
  let started = 0
  for (const [, method = '', value] of text.matchAll(STARTED))
    if (METHODS.includes(method)) started += Number(value)
  const bornAt = z.coerce.number().safeParse(BORN.exec(text)?.[1])
  return bornAt.success ? { started, bornAt: bornAt.data } : null
}
