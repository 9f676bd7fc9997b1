/** Which member a library has asked, by what it tells of its connection. */
import type { LabMember } from '../lab'

/**
 * The index of the member behind this address of grpc-js ("127.0.0.1:2381", "dns:toxiproxy:2381"); null = none of them. The
 * port tells it: all proxies are one Toxiproxy's, and names may have become numbers.
 */
export function memberAt(members: readonly LabMember[], address: string): number | null {
  const index = members.findIndex(({ proxiedAddress }) => portOf(proxiedAddress) === portOf(address))
  return index < 0 ? null : index
}

function portOf(address: string): string {
  return address.slice(address.lastIndexOf(':') + 1)
}
