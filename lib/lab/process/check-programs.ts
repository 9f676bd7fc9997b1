/** Looks whether the lab's programs can be run at all, before anything is started. */
import { accessSync, constants } from 'node:fs'
import type { LocalLabSettings, WantedTarget } from '../lab'
import { LabError } from '../lab-error'

/** Throws one LabError that names every program that is missing or not executable. */
export function checkPrograms(settings: LocalLabSettings, wanted: WantedTarget): void {
  const problems = [
    wanted.kind === 'etcd'
      ? problemOf('etcd', settings.etcdBinary, constants.X_OK)
      : problemOf('the HTTP upstream', settings.upstreamScript, constants.R_OK),
    problemOf('Toxiproxy', settings.toxiproxyBinary, constants.X_OK),
    problemOf('the watchdog', settings.watchdogScript, constants.R_OK),
  ].filter((problem) => problem !== null)
  if (problems.length > 0)
    throw new LabError(
      `The lab cannot be started: ${problems.join('; ')}. ` +
        'Run it through npm start or npx retryscope, which see to it that all parts are there.',
    )
}

function problemOf(what: string, file: string, mode: number): string | null {
  try {
    accessSync(file, mode)
    return null
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    return `${what} ${missing ? 'is missing' : mode === constants.X_OK ? 'cannot be executed' : 'cannot be read'} (${file})`
  }
}
