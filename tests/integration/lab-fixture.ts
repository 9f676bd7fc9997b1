/** A real lab for integration tests: three etcd members and Toxiproxy, one lab per test file. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import type { Capability } from '@/lib/core/fault/fault'
import type { ExternalLabSettings, Lab, LocalLabSettings, WantedTarget } from '@/lib/lab/lab'
import { NO_NEEDS } from '@/lib/lab/lab-capabilities'
import { readLabFile } from '@/lib/lab/process/lab-file'
import { isRunning } from '@/lib/lab/process/process-identity'
import { startLocalLab } from '@/lib/lab/process/start-local-lab'
import type { ToxicState } from '@/lib/lab/toxiproxy/toxiproxy-control'

const projectRoot = path.resolve(import.meta.dirname, '../..')
const START_TIMEOUT_MS = 40_000

/** Settings with a labs folder of their own; the programs come from the environment or the project's cache. */
export function labSettings(labsDirectory: string): LocalLabSettings {
  const cached = (name: string) => path.join(projectRoot, '.retryscope/bin', name)
  return {
    driver: 'local',
    labsDirectory,
    watchdogScript: path.join(projectRoot, 'dist/watchdog.mjs'),
    etcdBinary: process.env.RETRYSCOPE_ETCD_BIN ?? cached('etcd'),
    toxiproxyBinary: process.env.RETRYSCOPE_TOXIPROXY_BIN ?? cached('toxiproxy-server'),
    upstreamScript: path.join(projectRoot, 'dist/upstream.mjs'),
    upstreams: [],
  }
}

/** Settings of an external lab on this machine; what is not given is as an open cluster of our own has it. */
export function externalSettings(
  labsDirectory: string,
  given: Pick<ExternalLabSettings, 'toxiproxyUrl' | 'members' | 'proxyPorts'> & Partial<ExternalLabSettings>,
): ExternalLabSettings {
  return {
    driver: 'external',
    labsDirectory,
    ...{ proxyListenHost: '127.0.0.1', proxyHost: '127.0.0.1' },
    terms: { tls: null, user: null, keyPrefix: 'retryscope/', allow: [] },
    limits: { membersDown: null, noLeaderSeconds: null },
    guardScript: path.join(projectRoot, 'dist/fault-guard.mjs'),
    ...{ ownUpstream: null, upstreams: [] },
    ...given,
  }
}

/** A folder for labs that is gone after the file's tests. Call it outside of tests. */
export function withLabsDirectory(): string {
  const directory = mkdtempSync(path.join(tmpdir(), 'retryscope-labs-'))
  afterAll(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

/**
 * Starts a lab before the file's tests and stops it after them. Read `lab` inside tests and hooks only.
 * @param needs what it must be able to do
 */
export function withLab(
  needs: ReadonlySet<Capability> = NO_NEEDS,
  wanted: WantedTarget = { kind: 'etcd' },
): { readonly lab: Lab } {
  const settings = labSettings(withLabsDirectory())
  let lab: Lab | undefined
  beforeAll(async () => {
    const owner = { kind: 'test', id: path.basename(settings.labsDirectory) } as const
    lab = await startLocalLab(settings, owner, needs, undefined, wanted)
  }, START_TIMEOUT_MS)
  afterAll(() => lab?.stop())
  return {
    get lab() {
      if (!lab) throw new Error('the lab is started in beforeAll: use it inside tests only')
      return lab
    },
  }
}

/** Latency on all replies, as Toxiproxy takes it. */
export function latencyToxic(name: string, latencyMs: number, jitterMs = 0): ToxicState {
  const attributes = { latency: latencyMs, jitter: jitterMs }
  return { name, type: 'latency', stream: 'downstream', toxicity: 1, attributes }
}

/** Names of the lab's programs (the watchdog among them) that run right now. */
export function runningPrograms(directory: string): string[] {
  const file = readLabFile(directory)
  if (!file) return []
  return [{ name: 'watchdog', process: file.watchdog }, ...file.programs]
    .filter(({ process }) => process && isRunning(process))
    .map(({ name }) => name)
}

/** Everything a healthy local lab runs, in the order of {@link runningPrograms}. */
export const ALL_PROGRAMS = ['watchdog', 'toxiproxy', 'etcd-m1', 'etcd-m2', 'etcd-m3']

/** Process number of one of the lab's programs. */
export function pidOf(directory: string, program: string): number {
  const file = readLabFile(directory)
  const pid =
    program === 'watchdog'
      ? file?.watchdog.pid
      : file?.programs.find(({ name }) => name === program)?.process?.pid
  if (pid === undefined) throw new Error(`${program} does not run in ${directory}`)
  return pid
}

/** Whether the lab's data is on the disk. */
export function hasData(directory: string): boolean {
  return existsSync(path.join(directory, 'data'))
}

/** Waits until the condition holds; the test's own time limit ends the waiting. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10))
}
