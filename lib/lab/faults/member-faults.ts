/** Members that die, come back or stop; described in lib/core/fault/faults/ under the same names. */
import type { OneMember } from '@/lib/core/fault/one-member'
import { memberDown } from '@/lib/core/fault/faults/member-down'
import { memberRestart } from '@/lib/core/fault/faults/member-restart'
import type { Injected } from '@/lib/engine/ports'
import type { FaultDriver, LabAccess } from './fault-driver'
import { bringBack, strike } from './one-member'

export const leaderKillDriver: FaultDriver = (_, access, acts) => takeAway('leader', 'kill', access, acts)

export const leaderPauseDriver: FaultDriver = (_, access, acts) => takeAway('leader', 'pause', access, acts)

export const memberDownDriver: FaultDriver = ({ params }, access, acts) =>
  takeAway(memberDown.params.parse(params).on, 'kill', access, acts)

/** Happens once: it has happened when the member runs anew and answers. */
export const memberRestartDriver: FaultDriver = async ({ params }, access, acts) => {
  const { on } = memberRestart.params.parse(params)
  const { name, injected } = await strike(on, access, (programs, program) => programs.kill(program, acts))
  if (name !== null) await bringBack(name, access)
  return injected
}

async function takeAway(
  on: OneMember,
  how: 'kill' | 'pause',
  access: LabAccess,
  acts: () => void,
): Promise<Injected> {
  const { name, injected } = await strike(on, access, (programs, program) => programs[how](program, acts))
  if (name === null) return injected
  return { ...injected, remove: () => bringBack(name, access) }
}
