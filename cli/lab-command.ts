/** `retryscope lab up | status | down`: a lab that stands between runs. */
import { labConfig } from '@/lib/config/lab-config'
import { environment } from '@/lib/config/environment'
import {
  readStandingLab,
  startStandingLab,
  stopStandingLab,
  type StandingLabStatus,
} from '@/lib/lab/process/standing-lab'
import { CommandError, EXIT, type ExitCode } from './exit-code'

/** Starts a lab that outlives this command. */
export async function labUp(): Promise<ExitCode> {
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
  const lab = await startStandingLab(settings, { kind: 'cli', id: 'lab up' }, stopping.signal)
  process.stdout.write(`${describe(lab)}\nRuns use it until "npx retryscope lab down".\n`)
  return EXIT.pass
}

/** Prints the standing lab; exit code 1 when there is none, 3 when it is not healthy. */
export async function labStatus(): Promise<ExitCode> {
  const lab = await readStandingLab(environment().labsDirectory)
  if (!lab) {
    process.stdout.write(
      'No lab stands. Each run starts its own; "npx retryscope lab up" starts one that stays.\n',
    )
    return EXIT.notPassed
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
    ...(lab.failure ? [`  ${lab.failure.message}`] : []),
    ...(lab.usedBy ? [`  used by ${lab.usedBy}`] : []),
    `  files in ${lab.directory}`,
  ].join('\n')
}
