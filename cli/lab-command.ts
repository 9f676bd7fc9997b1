/** `retryscope lab up | status | down`: a lab that stands between runs. */
import { labConfig } from '@/lib/config/lab-config'
import { environment } from '@/lib/config/environment'
import type { Capability } from '@/lib/core/fault/fault'
import {
  readStandingLab,
  startStandingLab,
  stopStandingLab,
  type StandingLabStatus,
} from '@/lib/lab/process/standing-lab'
import { CommandError, EXIT, type ExitCode } from './exit-code'

/** What a CI can rely on; shown by --help. */
export const LAB_HELP = `
Exit codes: 0 done as asked (lab up: it stands, whether new or not; lab status: healthy, or none stands),
  2 bad usage, 3 the lab failed or is not healthy (lab check: something is not ok), 130 cancelled`

/** Options of `lab up`. */
export interface LabUpOptions {
  peerLink?: boolean
  namespace?: boolean
}

/** Starts a lab that outlives this command; one that stands already will do when it was started for the same. */
export async function labUp({ peerLink, namespace }: LabUpOptions): Promise<ExitCode> {
  const settings = labConfig()
  if (settings.driver !== 'local')
    throw new CommandError(
      'The environment names an external lab (RETRYSCOPE_LAB=external), which is started by whoever runs it. Unset the variable for a local lab.',
      EXIT.usage,
    )
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () =>
      stopping.abort(new CommandError('Cancelled; no lab was left behind.', EXIT.cancelled)),
    )
  const needs = new Set<Capability>([
    ...(peerLink ? (['peer-link'] as const) : []),
    ...(namespace ? (['packet-loss', 'peer-cut'] as const) : []),
  ])
  const lab = await startStandingLab(settings, { kind: 'cli', id: 'lab up' }, needs, stopping.signal)
  const already = lab.isNew ? '' : 'The lab is already up.\n'
  process.stdout.write(`${already}${describe(lab)}\nRuns use it until "npx retryscope lab down".\n`)
  return EXIT.pass
}

/** Prints the standing lab; exit code 3 when it is not healthy; that none stands is no failure. */
export async function labStatus(): Promise<ExitCode> {
  const lab = await readStandingLab(environment().labsDirectory)
  if (!lab) {
    process.stdout.write(
      'No lab stands. Each run starts its own; "npx retryscope lab up" starts one that stays.\n',
    )
    return EXIT.pass
  }
  process.stdout.write(`${describe(lab)}\n`)
  return lab.healthy ? EXIT.pass : EXIT.lab
}

/** Takes the standing lab down. */
export async function labDown(): Promise<ExitCode> {
  const was = await stopStandingLab(environment().labsDirectory)
  process.stdout.write(was ? 'The lab is down.\n' : 'No lab stood.\n')
  return EXIT.pass
}

function describe(lab: StandingLabStatus): string {
  const member = ({ name, proxiedAddress }: StandingLabStatus['address']['members'][number]) => {
    const state = lab.members.find((known) => known.name === name)
    const words = [state?.healthy ? 'healthy' : 'does not answer', ...(state?.leader ? ['leader'] : [])]
    return `  ${name}  ${proxiedAddress} (through Toxiproxy)  ${words.join(', ')}`
  }
  return [
    `Lab ${lab.healthy ? 'is healthy' : 'is not healthy'}: etcd ${lab.etcdVersion ?? '?'}, Toxiproxy ${lab.toxiproxyVersion ?? '?'} at ${lab.address.toxiproxyUrl}`,
    ...lab.address.members.map(member),
    ...(lab.address.members.every(({ peerProxyName }) => peerProxyName !== null)
      ? ['  members reach each other through Toxiproxy']
      : []),
    ...(lab.address.namespace ? [`  in a network of its own, at ${lab.address.namespace.address}`] : []),
    ...(lab.failure ? [`  ${lab.failure.message}`] : []),
    ...describeFaults(lab.faults),
    ...(lab.usedBy ? [`  used by ${lab.usedBy}`] : []),
    `  files in ${lab.directory}`,
  ].join('\n')
}

function describeFaults(faults: StandingLabStatus['faults']): string[] {
  if (!faults) return ['  faults: unknown, Toxiproxy does not tell']
  if (faults.length === 0) return ['  no fault is set']
  return faults.map(({ member, fault }) => `  fault of ${member}: ${fault}`)
}
