/** What each kind of lab can do, and what to say when a run needs more. */
import type { Capability, LabCapabilities } from '@/lib/core/fault/fault'
import { LabError } from './lab-error'

const NOT_OURS =
  'The programs of an external lab are not Retryscope’s to touch; a local lab (RETRYSCOPE_LAB=local) can do it.'
const NOBODYS =
  'The standing lab’s programs belong to its watchdog, which takes no orders from a run. ' +
  'Take it down with "npx retryscope lab down": the run then starts a lab of its own, which can do it.'

/** Of the lab that is started on this machine, as far as every machine can do it. */
export const LOCAL_CAPABILITIES: LabCapabilities = {
  toxics: true,
  'leader-moves': true,
  'peer-link': 'The links between the members go around Toxiproxy in this lab.',
  'packet-loss': 'This lab has no network of its own in which packets could be dropped.',
  'peer-cut': 'This lab has no network of its own in which members could be cut off.',
  'process-control': true,
  membership: true,
  names: true,
}

/** Of a standing lab that a run has adopted: nobody holds its watchdog's stdin. */
export const STANDING_CAPABILITIES: LabCapabilities = {
  ...LOCAL_CAPABILITIES,
  'process-control': NOBODYS,
  membership: NOBODYS,
}

/** Of a cluster that is not ours. Names are resolved in our own client, so they can fail anywhere. */
export const EXTERNAL_CAPABILITIES: LabCapabilities = {
  ...LOCAL_CAPABILITIES,
  'process-control': NOT_OURS,
  membership: NOT_OURS,
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

/** Why a Toxiproxy that hangs stays as it is, in a lab without process control. */
export function notRestarted({ 'process-control': reason }: LabCapabilities): string {
  return `Toxiproxy hangs and cannot be restarted from here. ${reason}`
}
