/** Which member a fault strikes, and taking it away and bringing it back by its program. */
import type { OneMember } from '@/lib/core/fault/one-member'
import type { Injected } from '@/lib/engine/ports'
import { programOf, type ProgramControl, type ProgramState } from '../lab'
import { OrderRefusedError } from '../process/program-order'
import type { LabAccess } from './fault-driver'

/** An election (about a second), and a member that reads its log again on a busy machine. */
export const HEALTHY_TIMEOUT_MS = 20_000

/** The watchdog has read back already that the process is gone or stopped: this only looks from the other side. */
const SILENCE_MS = 300

const NOT_OURS = 'the programs of this lab are not ours to start and end'

/** A fault that did not happen; the lab is as it was. */
export function didNotHappen(problem: string): Injected {
  return { confirmed: false, detail: '', problem }
}

/** The voting members whose programs run, in the lab's order; all where the programs are not ours. */
export async function runningMembers({ address, programs }: LabAccess): Promise<string[]> {
  const names = address.members.map(({ name }) => name)
  const states = await statesIfOurs(programs)
  if (!states) return names
  return names.filter((name) =>
    states.some((one) => one.name === programOf({ name }) && one.state === 'running'),
  )
}

/** Null for a lab whose programs are not ours: nothing of it was ever stopped or ended by us. */
export async function statesIfOurs(programs: ProgramControl | null): Promise<ProgramState[] | null> {
  try {
    return (await programs?.states()) ?? null
  } catch (error) {
    if (error instanceof OrderRefusedError) return null
    throw error
  }
}

/** The member that is meant right now, and what it is, for the ledger; or why there is none. */
export async function chooseMember(
  on: OneMember,
  access: LabAccess,
): Promise<{ name: string; what: string } | { problem: string }> {
  if (on.startsWith('member-')) {
    const number = Number(on.slice('member-'.length))
    const member = access.address.members[number - 1]
    if (!member) return { problem: `the lab has no member ${number}` }
    return { name: member.name, what: member.name }
  }
  const running = await runningMembers(access)
  const leader = await access.cluster.leader(running)
  if (!leader) return { problem: 'no member says that it is the leader; an election may be on' }
  if (on === 'leader') return { name: leader.name, what: `${leader.name}, which led` }
  const start = running.indexOf(leader.name)
  const next = running[(start + 1) % running.length]
  if (next === undefined || next === leader.name) return { problem: 'no member but the leader runs' }
  return { name: next, what: `${next}, which followed ${leader.name}` }
}

/**
 * Has something done to a member that makes it stop answering, and looks whether it has.
 * @returns with its name; without `remove`
 */
export async function strike(
  on: OneMember,
  access: LabAccess,
  blow: (programs: ProgramControl, program: string) => Promise<void>,
): Promise<{ name: string | null; injected: Injected }> {
  const { programs, cluster } = access
  if (!programs) return { name: null, injected: didNotHappen(NOT_OURS) }
  const chosen = await chooseMember(on, access)
  if ('problem' in chosen) return { name: null, injected: didNotHappen(chosen.problem) }
  const { name, what } = chosen
  try {
    await blow(programs, programOf({ name }))
  } catch (error) {
    // Two faults at once on the same member; the first one keeps it.
    if (error instanceof OrderRefusedError) return { name: null, injected: didNotHappen(error.message) }
    throw error
  }
  const answers = (await cluster.status(name, SILENCE_MS)) !== null
  const problem = answers ? `${name} answers nevertheless` : null
  return { name, injected: { confirmed: !answers, detail: what, problem } }
}

/**
 * Brings a member back that was killed or stopped, and waits until it and all others that should run are well.
 * @throws LabError when they are not
 */
export async function bringBack(name: string, access: LabAccess): Promise<void> {
  const { programs, cluster, address } = access
  const program = programOf({ name })
  // Healing may have been faster.
  const state = (await programs?.states())?.find((one) => one.name === program)?.state
  if (state === 'down') await programs?.restart(program)
  if (state === 'paused') await programs?.resume(program)
  const endMs = performance.now() + HEALTHY_TIMEOUT_MS
  await cluster.untilHealthy(() => runningMembers(access), address.members.length, endMs)
}
