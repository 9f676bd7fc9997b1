/** The names of a lab's members. */
import { hostAndPort } from '../http/host-and-port'
import type { LabMember } from '../lab'
import { labNames } from './lab-names'

/**
 * The member's name, made known to this thread: one per proxy, so that labs of one thread do not meet. It leads to the
 * member's proxy.
 */
export function memberName({ name, proxiedAddress }: LabMember): string {
  const address = hostAndPort(proxiedAddress)
  const full = `${name}-${address.port}.retryscope`
  labNames.add(full, address)
  return full
}
