/** For tests that drop real packets: they are skipped, with the reason, where that is not possible. */
import { readFileSync } from 'node:fs'
import { describe } from 'vitest'
import type { Lab, LabNamespace } from '@/lib/lab/lab'
import { probeNamespace } from '@/lib/lab/namespace/probe-namespace'

/** Null where real packets can be dropped. */
const reason = await probeNamespace().then((answer) => (answer === true ? null : answer))

/** Like `describe`; skipped, with the reason in its name, where real packets cannot be dropped. */
export function describeWithPackets(name: string, tests: () => void): void {
  describe.skipIf(reason !== null)(reason === null ? name : `${name} (skipped: ${reason})`, tests)
}

/** The network of the lab's own. */
export function namespaceOf(lab: Pick<Lab, 'address'>): LabNamespace {
  const { namespace } = lab.address
  if (!namespace) throw new Error('the lab shares this machine’s network')
  return namespace
}

/** How many segments the lab's side of TCP has sent again so far, all connections together. */
export function segmentsSentAgain(lab: Pick<Lab, 'address'>): number {
  const text = readFileSync(`/proc/${namespaceOf(lab).process.pid}/net/snmp`, 'utf8')
  const [names = [], values = []] = text
    .split('\n')
    .filter((line) => line.startsWith('Tcp:'))
    .map((line) => line.split(' '))
  return Number(values[names.indexOf('RetransSegs')])
}
