/** Brings back every member that a fault has taken away, and takes out the one that a fault has brought. */
import { removeMember } from '../etcd/membership'
import { programOf, type ProgramState } from '../lab'
import { LabError } from '../lab-error'
import type { LabAccess } from './fault-driver'
import { HEALTHY_TIMEOUT_MS, statesIfOurs } from './one-member'

/**
 * Lets go on what is stopped, starts what is down, removes the spare member, and reads back: the cluster has its own members
 * and no other, all answer, and all name one leader. Where the programs are not ours, members may still have been kept apart
 * in the lab's own network: then it waits until they have found together again.
 * @throws LabError when it is not so
 */
export async function healMembers({ address, cluster, programs }: LabAccess): Promise<void> {
  if (address.target === 'http') return
  const names = address.members.map(({ name }) => name)
  const allHealthy = () => {
    const endMs = performance.now() + HEALTHY_TIMEOUT_MS
    return cluster.untilHealthy(() => Promise.resolve(names), names.length, endMs)
  }
  const states = programs && (await statesIfOurs(programs))
  if (!states) {
    if (address.namespace) await allHealthy()
    return
  }
  const spare = address.spare
  const spareProgram = spare && programOf(spare)
  for (const { name, state } of states) {
    if (name === spareProgram) continue
    if (state === 'paused') await programs.resume(name)
    if (state === 'down') await programs.restart(name)
  }
  await allHealthy()
  if (spare && spareProgram !== undefined && stateIn(states, spareProgram) !== 'reserve') {
    // Ended first: etcd lets a voter that is connected go only when all others have been connected for 5 s.
    await programs.stop(spareProgram)
    await removeMember(cluster, names, spare)
    await allHealthy()
  }
  const members = await cluster.members(names)
  const strangers = members.filter(({ name }) => !names.includes(name))
  if (members.length !== names.length || strangers.length > 0)
    throw new LabError(
      `The cluster should have the members ${names.join(', ')}, and has ${members.map(({ name, ID }) => name || ID).join(', ')}. Start the lab anew.`,
    )
}

function stateIn(states: readonly ProgramState[], program: string): ProgramState['state'] | undefined {
  return states.find(({ name }) => name === program)?.state
}
