/** Starts a lab on this machine: a watchdog, and under it three etcd members and Toxiproxy. */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Capability } from '@/lib/core/fault/fault'
import { programOf, type Lab, type LabOwner, type LocalLabSettings } from '../lab'
import {
  checkCapabilities,
  describeLab,
  NO_NEEDS,
  startedCapabilities,
  startedFor,
} from '../lab-capabilities'
import { LabError } from '../lab-error'
import { checkVersions } from '../lab-versions'
import { planNamespace } from '../namespace/lab-network'
import { proxiesOf, restartToxiproxy } from '../toxiproxy/restart-toxiproxy'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { checkPrograms } from './check-programs'
import { checkDiskSpace, explainDiskError } from './disk-space'
import { explainEnd } from './explain-end'
import { findFreePorts } from './free-ports'
import { MEMBERS, planLocalLab, PORTS_PER_LAB, type LocalPlan } from './local-programs'
import { ownIdentity } from './process-identity'
import { programControl } from './program-order'
import { clusterReady, NotReadyError, toxiproxyReady } from './readiness'
import { SPARE_MEMBER } from './spare-member'
import { WatchdogConnection } from './watchdog-connection'

const READY_TIMEOUT_MS = 30_000
const MAX_PORT_DRAWS = 5

/** A lab of this process. `watchdog` is for whoever makes it outlive the process. */
export interface LocalLab extends Lab {
  readonly watchdog: WatchdogConnection
}

/**
 * Starts a lab and waits until it is healthy.
 * @param needs what it has to be able to do: decides about proxies between the members and a network of its own
 * @throws LabError when it cannot be started; the signal's reason when aborted. Nothing runs on then.
 */
export async function startLocalLab(
  settings: LocalLabSettings,
  owner: LabOwner,
  needs: ReadonlySet<Capability> = NO_NEEDS,
  signal?: AbortSignal,
): Promise<LocalLab> {
  signal?.throwIfAborted()
  checkPrograms(settings)
  // Looking costs a fifth of a second, and changes the machine's network for that long.
  if (startedFor(needs).ownNetwork) checkCapabilities((await describeLab(settings)).capabilities, needs)
  checkDiskSpace(settings.labsDirectory)
  for (let draw = 1; ; draw++) {
    const started = await tryToStart(settings, owner, needs, signal)
    if ('lab' in started) return started.lab
    signal?.throwIfAborted()
    if (draw === MAX_PORT_DRAWS || !portTaken(started.error)) throw started.error
  }
}

async function tryToStart(
  settings: LocalLabSettings,
  owner: LabOwner,
  needs: ReadonlySet<Capability>,
  signal: AbortSignal | undefined,
): Promise<{ lab: LocalLab } | { error: unknown }> {
  const id = newLabId()
  const directory = path.join(settings.labsDirectory, id)
  mkdirSync(directory, { recursive: true })
  const ports = await findFreePorts(PORTS_PER_LAB)
  const { peerProxies, ownNetwork } = startedFor(needs)
  const watchdog = new WatchdogConnection(settings.watchdogScript, directory, ownNetwork)
  // Ends the looking for health as soon as the caller gives up or a program has died.
  const givingUp = new AbortController()
  const giveUp = () => givingUp.abort(signal?.reason)
  signal?.addEventListener('abort', giveUp)
  watchdog.onFailure(({ message }) => givingUp.abort(new LabError(message)))
  try {
    if (signal?.aborted) giveUp()
    const namespace = ownNetwork ? await planNamespace(watchdog.identity(), [...MEMBERS, SPARE_MEMBER]) : null
    const plan = planLocalLab(settings, { id, directory, ports, peerProxies, namespace })
    const versions = await boot(watchdog, plan, { id, directory, owner }, givingUp.signal)
    watchdog.unref()
    const stop = () => watchdog.stop()
    const onFailure: Lab['onFailure'] = (listener) => watchdog.onFailure(listener)
    const programs = programControl(watchdog.order)
    const control: Pick<Lab, 'capabilities' | 'programs' | 'restartToxiproxy'> = {
      capabilities: startedCapabilities(plan.address),
      programs,
      restartToxiproxy: (known) => restartToxiproxy(programs, plan.address, known),
    }
    return { lab: { address: plan.address, ...versions, ...control, directory, watchdog, onFailure, stop } }
  } catch (error) {
    await watchdog.stop()
    return { error: explain(error, directory) }
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}

async function boot(
  watchdog: WatchdogConnection,
  { address, programs, reserve }: LocalPlan,
  lab: { id: string; directory: string; owner: LabOwner },
  signal: AbortSignal,
): Promise<{ etcdVersion: string; toxiproxyVersion: string }> {
  signal.throwIfAborted()
  const endMs = performance.now() + READY_TIMEOUT_MS
  const { id: labId, directory, owner } = lab
  await watchdog.request(
    { type: 'start', directory, labId, owner, ownerProcess: ownIdentity(), address, programs, reserve },
    'started',
  )
  const toxiproxy = new ToxiproxyControl(address.toxiproxyUrl)
  const toxiproxyVersion = await toxiproxyReady(toxiproxy, endMs, signal)
  for (const proxy of proxiesOf(address)) await toxiproxy.createProxy(proxy)
  const etcdVersion = await clusterReady(address, endMs, signal)
  checkVersions({ etcdVersion, toxiproxyVersion })
  return { etcdVersion, toxiproxyVersion }
}

function explain(error: unknown, directory: string): unknown {
  if (!(error instanceof NotReadyError)) return explainDiskError(error, path.dirname(directory))
  const program = error.member === 'toxiproxy' ? 'toxiproxy' : programOf({ name: error.member })
  return new LabError(
    explainEnd(`The lab did not start. ${error.message.replace(/\.$/, '')}`, program, directory),
    { cause: error },
  )
}

/** etcd and Toxiproxy say so in their logs; Toxiproxy's API answers 500 for a proxy whose port is taken. */
function portTaken(error: unknown): boolean {
  return (
    error instanceof Error && /address already in use|POST \/proxies .*status code 500/.test(error.message)
  )
}

/** Sorts by time, and no two are alike. */
function newLabId(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').slice(0, 15)
  return `lab-${time}-${randomBytes(3).toString('hex')}`
}
