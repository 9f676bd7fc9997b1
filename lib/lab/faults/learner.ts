/** A fourth member; described in lib/core/fault/faults/learner.ts. It leaves the cluster when the lab is healed. */
import { learner } from '@/lib/core/fault/faults/learner'
import { DeadlineError } from '../deadline'
import { addLearner, isLearning, promote } from '../etcd/membership'
import { programOf } from '../lab'
import { LabError } from '../lab-error'
import { OrderRefusedError } from '../process/program-order'
import type { FaultDriver } from './fault-driver'
import { didNotHappen, runningMembers } from './one-member'

export const learnerDriver: FaultDriver = async ({ params }, access, acts) => {
  const { promoteTimeoutMs: timeoutMs, promoteDeadlineMs: deadlineMs } = learner.params.parse(params)
  const { cluster, programs, address } = access
  const { spare } = address
  if (!programs || !spare) return didNotHappen('this lab has no member in reserve')
  const program = programOf(spare)
  if (await isTaken(programs, program)) return didNotHappen(`${spare.name} was added before`)
  let id: string
  try {
    id = await addLearner(cluster, await runningMembers(access), spare, acts)
    await programs.start(program)
  } catch (error) {
    if (error instanceof DeadlineError || error instanceof OrderRefusedError)
      return didNotHappen(error.message)
    throw error
  }
  const confirmed = await isLearning(cluster, await runningMembers(access), spare)
  return {
    confirmed,
    detail: `${spare.name} added as a learner`,
    problem: confirmed ? null : `${spare.name} did not begin to learn`,
    async remove(note) {
      if (!(await isRunning(programs, program)))
        throw new LabError(`${spare.name} has ended by itself. Look into the lab's logs.`)
      try {
        const { name } = spare
        await promote(cluster, await runningMembers(access), { id, name }, { timeoutMs, deadlineMs })
        note?.(`${name} added as a learner, then promoted`, null)
      } catch (error) {
        // What the cluster could not do in time is a result, not a fault of the lab; healing takes the learner out.
        if (!(error instanceof DeadlineError)) throw error
        note?.(`${spare.name} added as a learner, not promoted`, error.message)
      }
    },
  }
}

type Programs = NonNullable<Parameters<FaultDriver>[1]['programs']>

async function stateOf(programs: Programs, program: string) {
  return (await programs.states()).find(({ name }) => name === program)?.state
}

async function isTaken(programs: Programs, program: string): Promise<boolean> {
  return (await stateOf(programs, program)) !== 'reserve'
}

async function isRunning(programs: Programs, program: string): Promise<boolean> {
  return (await stateOf(programs, program)) === 'running'
}
