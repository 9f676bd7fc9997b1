/** The names of a lab's members. */
import type { LabMember } from '../lab'
import { labNames } from './lab-names'

/**
 * The member's name, made known to this thread: one per proxy, so that labs of one thread do not meet. It leads to the
 * member's proxy.
 */
export function memberName({ name, proxiedAddress }: LabMember): string {
  const separator = proxiedAddress.lastIndexOf(':')
  const [host, port] = [proxiedAddress.slice(0, separator), proxiedAddress.slice(separator + 1)]
  const full = `${name}-${port}.retryscope`
  labNames.add(full, { host: host.replace(/^\[|\]$/g, ''), port: Number(port) })
  return full
}
