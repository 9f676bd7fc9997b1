/** Who leads the cluster, and moving the leadership. Speaks to the members around their proxies. */
import { MaintenanceClient, type IStatusResponse } from 'etcd3'
import type { LabAddress, LabMember } from '../lab'
import { describeError } from './classify-reply'
import { etcdAccess } from './etcd-access'
import type { EtcdChannel } from './etcd-channel'

const STATUS_TIMEOUT_MS = 1_000
/** MoveLeader takes about 105 ms; etcd itself gives up after some election time-outs. */
const MOVE_TIMEOUT_MS = 5_000
const CONFIRM_TIMEOUT_MS = 2_000
const CONFIRM_INTERVAL_MS = 10

export interface LeaderMove {
  from: string
  to: string
  /** What another member said afterwards; false = the switch did not happen. */
  confirmed: boolean
  /** Null when all went well. */
  problem: string | null
}

/** What a member says about itself and its leader. */
export interface MemberState {
  member: LabMember
  status: IStatusResponse
}

interface MemberConnection {
  member: LabMember
  channel: EtcdChannel
  maintenance: MaintenanceClient
}

export class LeaderControl {
  readonly #connections: MemberConnection[]

  constructor(address: LabAddress) {
    const access = etcdAccess(address)
    this.#connections = address.members.map((member) => {
      const channel = access.direct(member)
      return { member, channel, maintenance: new MaintenanceClient(channel) }
    })
  }

  /** The members that answer, in the lab's order; those that do not answer are left out. */
  async states(): Promise<MemberState[]> {
    const answers = await Promise.all(
      this.#connections.map(async ({ member, maintenance }) => {
        const status = await statusOf(maintenance).catch(() => null)
        return status && { member, status }
      }),
    )
    return answers.filter((answer) => answer !== null)
  }

  /**
   * Moves the leadership to the next voting member and asks another member whether it has happened.
   * @param sent called at the moment the request leaves
   * @returns never rejects; what went wrong stands in `problem`
   */
  async move(sent: () => void): Promise<LeaderMove> {
    const states = await this.states()
    const leader = states.find(isLeader)
    if (!leader) {
      const problem =
        states.length === 0
          ? 'no member answered'
          : 'no member says that it is the leader; an election may be on'
      return { from: 'unknown', to: 'unknown', confirmed: false, problem }
    }
    const from = leader.member.name
    const target = nextVoter(states, leader)
    if (!target) return { from, to: 'unknown', confirmed: false, problem: 'no other voting member answered' }
    const to = target.member.name
    try {
      await this.#send(leader.member, target.status.header.member_id, sent)
    } catch (error) {
      const confirmed = await this.#confirmed(leader.member, target)
      // The call may fail although the leadership has moved; what the others say counts.
      return { from, to, confirmed, problem: confirmed ? null : `${from} refused: ${describeError(error)}` }
    }
    const confirmed = await this.#confirmed(leader.member, target)
    return { from, to, confirmed, problem: confirmed ? null : `no other member follows ${to}` }
  }

  close(): void {
    for (const { channel } of this.#connections) channel.close()
  }

  #send(leader: LabMember, targetID: string, sent: () => void): Promise<unknown> {
    const connection = this.#connections.find(({ member }) => member.name === leader.name)
    if (!connection) throw new Error(`${leader.name} is not part of this lab`)
    const request = connection.maintenance.moveLeader(
      // The id has 64 bits: a number would lose some of them.
      { targetID },
      { deadline: Date.now() + MOVE_TIMEOUT_MS },
    )
    sent()
    return request
  }

  /** True as soon as a member other than the one that was asked to step down says that the target leads. */
  async #confirmed(former: LabMember, target: MemberState): Promise<boolean> {
    const others = this.#connections.filter(({ member }) => member.name !== former.name)
    // The third member first: it neither took part in the call nor gained by it.
    others.sort((a, b) => Number(a.member === target.member) - Number(b.member === target.member))
    const endMs = performance.now() + CONFIRM_TIMEOUT_MS
    for (;;) {
      for (const { maintenance } of others) {
        const status = await statusOf(maintenance).catch(() => null)
        if (status?.leader === target.status.header.member_id) return true
      }
      if (performance.now() >= endMs) return false
      await new Promise((resolve) => setTimeout(resolve, CONFIRM_INTERVAL_MS))
    }
  }
}

/** True for the member that says of itself that it leads. */
export function isLeader({ status }: MemberState): boolean {
  return status.leader !== '0' && status.leader === status.header.member_id
}

function nextVoter(states: readonly MemberState[], leader: MemberState): MemberState | undefined {
  const start = states.indexOf(leader)
  return [...states.slice(start + 1), ...states.slice(0, start)].find(({ status }) => !status.isLearner)
}

function statusOf(maintenance: MaintenanceClient): Promise<IStatusResponse> {
  return maintenance.status({ deadline: Date.now() + STATUS_TIMEOUT_MS })
}
