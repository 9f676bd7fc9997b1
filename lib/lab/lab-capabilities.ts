/** What each kind of lab can do, and what to say when a run needs more. */
import type { Capability, LabCapabilities } from '@/lib/core/fault/fault'
import { LabError } from './lab-error'

/** Of the lab that is started on this machine, as far as every machine can do it. */
export const LOCAL_CAPABILITIES: LabCapabilities = {
  toxics: true,
  'leader-moves': true,
  'peer-link': 'The links between the members go around Toxiproxy in this lab.',
  'packet-loss': 'This lab has no network of its own in which packets could be dropped.',
  'peer-cut': 'This lab has no network of its own in which members could be cut off.',
  'process-control': 'The members of this lab are not stopped and started during a run.',
  membership: 'The membership of this lab stays as it is.',
  names: true,
}

/**
 * Looks whether a lab can do what a run needs, before anything is injected.
 * @throws LabError with a sentence for each thing it cannot do
 */
export function checkCapabilities(capabilities: LabCapabilities, needs: Iterable<Capability>): void {
  const problems = [...needs].flatMap((need) => {
    const can = capabilities[need]
    return can === true ? [] : [`${need}: ${can}`]
  })
  if (problems.length > 0)
    throw new LabError(
      ['The lab cannot do what this run asks for.', ...problems.map((problem) => `  ${problem}`)].join('\n'),
    )
}
