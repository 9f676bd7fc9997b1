/**
 * The members of a lab one by one, around their proxies: who answers, who leads, who belongs to the cluster. What it says is
 * etcd's own word, never the injector's.
 */
import { ClusterClient, MaintenanceClient, type IMember, type IStatusResponse } from 'etcd3'
import type { LabAddress } from '../lab'
import { LabError } from '../lab-error'
import { describeError } from './classify-reply'
import { etcdAccess, type EtcdAccess } from './etcd-access'
import type { EtcdChannel } from './etcd-channel'

/** Members on this machine answer within milliseconds, on a busy one within some hundred. */
const STATUS_TIMEOUT_MS = 1_000
const READ_TIMEOUT_MS = 1_000
const CALL_TIMEOUT_MS = 2_000
const POLL_INTERVAL_MS = 20

export interface MemberStatus {
  name: string
  status: IStatusResponse
}

/**
 * Every question goes down a connection of its own: one that was broken by a fault would wait for its next try to connect,
 * and make a member that is back look dead.
 */
export class ClusterControl {
  readonly #members: { name: string; directAddress: string }[]

  readonly #access: EtcdAccess

  constructor(address: LabAddress) {
    const { members, spare } = address
    this.#access = etcdAccess(address)
    this.#members = [...members, ...(spare ? [spare] : [])]
  }

  /** What a member says of itself; null when it does not answer. */
  async status(name: string, timeoutMs = STATUS_TIMEOUT_MS): Promise<IStatusResponse | null> {
    return this.#on(name, (channel) =>
      new MaintenanceClient(channel).status({ deadline: Date.now() + timeoutMs }),
    ).catch(() => null)
  }

  /** The first of them to say that it leads: a member that is stopped holds nobody up. Null when none says so. */
  async leader(names: readonly string[]): Promise<MemberStatus | null> {
    const asked = names.map(async (name) => {
      const status = await this.status(name)
      if (!status || !leads(status)) throw new Error(`${name} does not lead`)
      return { name, status }
    })
    return Promise.any(asked).catch(() => null)
  }

  /**
   * Waits until every one of these members answers, and, when they are a majority, until each answers a linearizable read
   * and all name one leader.
   * @param wanted asked again at each look: another fault may take a member away meanwhile
   * @param endMs instant of performance.now() at which to give up
   * @param voters of the whole cluster
   * @throws LabError that names who does not
   */
  async untilHealthy(wanted: () => Promise<readonly string[]>, voters: number, endMs: number): Promise<void> {
    for (;;) {
      const names = await wanted()
      const problem = await this.#illness(names, names.length > voters / 2)
      if (problem === null) return
      if (performance.now() >= endMs)
        throw new LabError(
          `The cluster did not become healthy again: ${problem}. Look into the logs of its members; starting the lab anew helps.`,
        )
      await new Promise((resolve) => setTimeout(resolve, POLL_INTERVAL_MS))
    }
  }

  /** The members of the cluster, as a majority knows them. Asks these one after the other until one answers. */
  async members(names: readonly string[]): Promise<IMember[]> {
    const { members } = await this.ask(names, (cluster, options) =>
      cluster.memberList({ linearizable: true }, options),
    )
    return members
  }

  /**
   * A question about the membership, to the first of these members that answers it.
   * @throws what the last one said
   */
  async ask<Answer>(
    names: readonly string[],
    question: (cluster: ClusterClient, options: { deadline: number }) => Promise<Answer>,
    timeoutMs = CALL_TIMEOUT_MS,
  ): Promise<Answer> {
    let last: unknown = new LabError('There is no member that could be asked about the cluster.')
    for (const name of names) {
      try {
        return await this.#on(name, (channel) =>
          question(new ClusterClient(channel), { deadline: Date.now() + timeoutMs }),
        )
      } catch (error) {
        last = error
      }
    }
    throw last
  }

  /** Null when they are well. */
  async #illness(names: readonly string[], isMajority: boolean): Promise<string | null> {
    const answers = await Promise.all(
      names.map(async (name) => {
        const [status, problem] = await Promise.all([
          this.status(name),
          isMajority ? this.#readProblem(name) : null,
        ])
        if (!status) return { name, problem: `${name} does not answer`, leader: '0' }
        return { name, problem, leader: status.leader }
      }),
    )
    const sick = answers.flatMap(({ problem }) => problem ?? [])
    if (sick.length > 0) return sick.join(', ')
    const leaders = new Set(answers.map(({ leader }) => leader))
    if (isMajority && (leaders.size !== 1 || leaders.has('0'))) return 'its members do not agree on a leader'
    return null
  }

  /** Asks for the members, which takes a quorum as any read does, and is not counted with the requests of operations. */
  async #readProblem(name: string): Promise<string | null> {
    try {
      await this.#on(name, (channel) =>
        new ClusterClient(channel).memberList(
          { linearizable: true },
          { deadline: Date.now() + READ_TIMEOUT_MS },
        ),
      )
      return null
    } catch (error) {
      return `${name} does not read (${describeError(error)})`
    }
  }

  async #on<Answer>(name: string, ask: (channel: EtcdChannel) => Promise<Answer>): Promise<Answer> {
    const member = this.#members.find((one) => one.name === name)
    if (!member) throw new LabError(`This lab has no member ${name}.`)
    const channel = this.#access.direct(member)
    try {
      return await ask(channel)
    } finally {
      channel.close()
    }
  }
}

/** True for the status of a member that says that it leads. */
function leads({ leader, header }: IStatusResponse): boolean {
  return leader !== '0' && leader === header.member_id
}
