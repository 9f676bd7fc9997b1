/** Looks whether new connections are made, by name and by address: what the fault on names must change, and what it must not. */
import { connect } from 'node:net'
import { etcdAccess } from '../etcd/etcd-access'
import { hostAndPort } from '../http/host-and-port'
import type { LabAddress, LabMember } from '../lab'
import { DEAD_END_HOST } from './dead-end'
import { uncountedLookup } from './lookup'
import { memberName } from './member-names'
import { targetOf } from './names-resolver'

export type Way = 'by-name' | 'by-address'

/**
 * Opens a connection of the kind that attempts go down to each of them. What is asked of names here counts nowhere.
 * @returns those to which one was made in time
 */
export async function reachable(
  address: LabAddress,
  members: readonly LabMember[],
  way: Way,
  timeoutMs: number,
): Promise<LabMember[]> {
  const reach = address.target === 'http' ? reachHttp : reachEtcd(address)
  const reached = await Promise.all(
    members.map(async (member) => ((await reach(member, way, timeoutMs)) ? [member] : [])),
  )
  return reached.flat()
}

function reachEtcd(address: LabAddress) {
  const access = etcdAccess(address)
  return async (member: LabMember, way: Way, timeoutMs: number): Promise<boolean> => {
    const target = way === 'by-name' ? targetOf(memberName(member), false) : member.proxiedAddress
    const channel = access.through(member, target)
    try {
      await channel.ready(timeoutMs)
      return true
    } catch {
      return false // What keeps it from connecting is for the caller to say.
    } finally {
      channel.close()
    }
  }
}

function reachHttp(member: LabMember, way: Way, timeoutMs: number): Promise<boolean> {
  const { host, port } = hostAndPort(member.proxiedAddress)
  const socket = connect(
    way === 'by-name' ? { host: memberName(member), port, lookup: uncountedLookup } : { host, port },
  )
  return new Promise((resolve) => {
    const answer = (reached: boolean) => {
      socket.destroy()
      resolve(reached)
    }
    socket.setTimeout(timeoutMs, () => answer(false))
    // A dead end takes connections, too.
    socket.once('connect', () => answer(socket.remoteAddress !== DEAD_END_HOST))
    socket.once('error', () => answer(false))
  })
}
