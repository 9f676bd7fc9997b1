/** Sends an attempt that was drawn as lost down a path that loses. */
import type { KVClient } from 'etcd3'
import type { AttemptReply, AttemptRequest } from '@/lib/engine/ports'
import { classifyError } from './classify-reply'
import { NoFreePathError, type LossPaths } from './loss-paths'

/**
 * Loses the attempt. It counts as missed when it was answered all the same, and when no path was free and it went out.
 * @param send sends it with that client; rejects with grpc's own error
 * @param sendCleanly sends it as if nothing were to become of it
 */
export async function loseAttempt(
  paths: LossPaths,
  { kind, member, loss }: Pick<AttemptRequest, 'kind' | 'member'> & Required<Pick<AttemptRequest, 'loss'>>,
  send: (client: KVClient) => Promise<AttemptReply>,
  sendCleanly: () => Promise<AttemptReply>,
): Promise<AttemptReply> {
  try {
    const reply = await send(paths.client(member, loss))
    paths.missed()
    return reply
  } catch (error) {
    if (!(error instanceof NoFreePathError)) return classifyError(kind, error)
  }
  const reply = await sendCleanly()
  // What never left was lost in its own way: the member or its link is down.
  if (reply.errorClass !== 'not-sent') paths.missed()
  return reply
}
