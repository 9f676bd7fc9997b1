/** A member joins the cluster as a learner, becomes a voter, and leaves it again. */
import type { IMember } from 'etcd3'
import { DeadlineError, pause, untilDone } from '../deadline'
import type { SpareMember } from '../lab'
import { LabError } from '../lab-error'
import { classifyError } from './classify-reply'
import type { ClusterControl } from './cluster-control'

/** etcd refuses changes of its membership until every member has been connected for 5 s (its HealthInterval). */
const CHANGE_TIMEOUT_MS = 12_000
const JOIN_TIMEOUT_MS = 10_000
const RETRY_INTERVAL_MS = 50

/**
 * Adds the member to the cluster as a learner. It has still to be started.
 * @param names members to ask
 * @param acts called when a request leaves; the last one is the one that was granted
 * @returns its id
 * @throws DeadlineError when the cluster does not take it
 */
export async function addLearner(
  cluster: ClusterControl,
  names: readonly string[],
  { name, peerUrl }: SpareMember,
  acts: () => void,
): Promise<string> {
  return untilDone(`the adding of ${name}`, CHANGE_TIMEOUT_MS, async () => {
    // Before each try: one that seemed to fail may have been granted.
    const existing = (await cluster.members(names)).find(hasUrl(peerUrl))
    if (existing) return existing.ID
    const { member } = await cluster.ask(names, (client, options) => {
      const added = client.memberAdd({ peerURLs: [peerUrl], isLearner: true }, options)
      acts()
      return added
    })
    return member.ID
  })
}

/** Waits until the started learner says of itself that it is one, and the others know its name. False = it did not. */
export async function isLearning(
  cluster: ClusterControl,
  names: readonly string[],
  spare: SpareMember,
): Promise<boolean> {
  const endMs = performance.now() + JOIN_TIMEOUT_MS
  while (performance.now() < endMs) {
    const status = await cluster.status(spare.name)
    const known = await cluster.members(names).catch((): IMember[] => [])
    // The others learn its name from itself, once it takes part.
    if (status?.isLearner && known.some(({ name, isLearner }) => name === spare.name && isLearner))
      return true
    await pause(RETRY_INTERVAL_MS)
  }
  return false
}

/**
 * Makes a voter of a learner: asks again and again, since etcd refuses until it has 90 % of the leader's log.
 * @param limits of one call, and of all together
 * @throws DeadlineError when it is still a learner at the deadline, whatever the last call has said
 */
export async function promote(
  cluster: ClusterControl,
  names: readonly string[],
  learner: { id: string; name: string },
  limits: { timeoutMs: number; deadlineMs: number },
): Promise<void> {
  const endMs = performance.now() + limits.deadlineMs
  let tries = 0
  await untilDone(`the promotion of ${learner.name}`, limits.deadlineMs, async () => {
    // Another member each time: the one that was asked may be the one that does not answer.
    const asked = names[tries++ % names.length] ?? learner.name
    const leftMs = Math.max(1, Math.floor(endMs - performance.now()))
    const timeoutMs = Math.min(limits.timeoutMs, leftMs)
    try {
      await cluster.ask(
        [asked],
        (client, options) => client.memberPromote({ ID: learner.id }, options),
        timeoutMs,
      )
    } catch (error) {
      // A call that seemed to fail may have been granted.
      const status = await cluster.status(learner.name)
      if (status && !status.isLearner) return
      throw isCutOff(error) ? new Error(`no answer within ${timeoutMs} ms`) : error
    }
  })
}

/**
 * Takes the member out of the cluster, wherever it stood.
 * @throws LabError when the cluster does not let it go
 */
export async function removeMember(
  cluster: ClusterControl,
  names: readonly string[],
  { name, peerUrl }: SpareMember,
): Promise<void> {
  try {
    await untilDone(`the removal of ${name}`, CHANGE_TIMEOUT_MS, async () => {
      const found = (await cluster.members(names)).find(hasUrl(peerUrl))
      if (!found) return
      await cluster.ask(names, (client, options) => client.memberRemove({ ID: found.ID }, options))
      throw new Error('it was granted, and not yet read back')
    })
  } catch (error) {
    if (!(error instanceof DeadlineError)) throw error
    throw new LabError(
      `${name} could not be taken out of the cluster again: ${error.message}. Starting the lab anew helps.`,
      { cause: error },
    )
  }
}

/** At the time limit, client and server give the call up at once: whose word comes first says nothing. */
function isCutOff(error: unknown): boolean {
  const { errorClass } = classifyError('get', error)
  return errorClass === 'attempt-timeout' || errorClass === 'cancelled'
}

function hasUrl(url: string): (member: IMember) => boolean {
  return ({ peerURLs }) => peerURLs.includes(url)
}
