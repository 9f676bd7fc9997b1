/** `retryscope lab check`: whether the external lab can be used, what is wrong, and what to do about it. */
import { labConfig } from '@/lib/config/lab-config'
import { checkExternalLab } from '@/lib/lab/external/connect-external-lab'
import { describePreflight } from '@/lib/lab/external/preflight/check-item'
import { CommandError, EXIT, type ExitCode } from './exit-code'

export interface LabCheckOptions {
  /** Print the report for programs. */
  json?: boolean
}

/** Tries once what a run relies on, in the way of a run, and gives the lab back as it was found. */
export async function labCheck({ json = false }: LabCheckOptions): Promise<ExitCode> {
  const settings = labConfig()
  if (settings.driver !== 'external')
    throw new CommandError(
      'The environment names no external lab, so there is nothing to check: each run starts a lab of its own. ' +
        'RETRYSCOPE_LAB=external names one; docs/external-lab.md has the other variables.',
      EXIT.usage,
    )
  const stopping = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () =>
      stopping.abort(new CommandError('Cancelled; the lab was given back.', EXIT.cancelled)),
    )
  const report = await checkExternalLab(settings, { kind: 'cli', id: 'lab check' }, stopping.signal)
  process.stdout.write(`${json ? JSON.stringify(report, null, 2) : describePreflight(report)}\n`)
  return report.isReady ? EXIT.pass : EXIT.lab
}
