/** Starts a lab on this machine: a watchdog, and under it Toxiproxy and three etcd members, or an HTTP upstream. */
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Capability } from '@/lib/core/fault/fault'
import { upstreamReady } from '../http/upstream-ready'
import {
  programOf,
  type Lab,
  type LabAddress,
  type LabNamespace,
  type LabOwner,
  type LocalLabSettings,
  type WantedTarget,
} from '../lab'
import {
  capabilitiesWith,
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
import { planHttpLab, PORTS_PER_HTTP_LAB, UPSTREAM } from './http-programs'
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
 * @param wanted what stands behind Toxiproxy
 * @throws LabError when it cannot be started; the signal's reason when aborted. Nothing runs on then.
 */
export async function startLocalLab(
  settings: LocalLabSettings,
  owner: LabOwner,
  needs: ReadonlySet<Capability> = NO_NEEDS,
  signal?: AbortSignal,
  wanted: WantedTarget = { kind: 'etcd' },
): Promise<LocalLab> {
  signal?.throwIfAborted()
  checkPrograms(settings, wanted)
  // Looking costs a fifth of a second, and changes the machine's network for that long.
  if (startedFor(needs).ownNetwork) checkCapabilities((await describeLab(settings)).capabilities, needs)
  checkDiskSpace(settings.labsDirectory, wanted.kind)
  for (let draw = 1; ; draw++) {
    const started = await tryToStart(settings, owner, needs, signal, wanted)
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
  wanted: WantedTarget,
): Promise<{ lab: LocalLab } | { error: unknown }> {
  const id = newLabId()
  const directory = path.join(settings.labsDirectory, id)
  mkdirSync(directory, { recursive: true })
  const { ownNetwork } = startedFor(needs)
  const watchdog = new WatchdogConnection(settings.watchdogScript, directory, ownNetwork)
  // Ends the looking for health as soon as the caller gives up or a program has died.
  const givingUp = new AbortController()
  const giveUp = () => givingUp.abort(signal?.reason)
  signal?.addEventListener('abort', giveUp)
  watchdog.onFailure(({ message }) => givingUp.abort(new LabError(message)))
  try {
    if (signal?.aborted) giveUp()
    const namespace = ownNetwork ? await planNamespace(watchdog.identity(), [...MEMBERS, SPARE_MEMBER]) : null
    const plan = await planLab(settings, { id, directory, needs, namespace }, wanted)
    const versions = await boot(watchdog, plan, { id, directory, owner }, givingUp.signal)
    watchdog.unref()
    const programs = programControl(watchdog.order)
    const lab: LocalLab = {
      ...{
        address: plan.address,
        ...versions,
        capabilities: capabilitiesWith(wanted.kind, startedCapabilities(plan.address)),
        programs,
        directory,
        watchdog,
      },
      restartToxiproxy: (known) => restartToxiproxy(programs, plan.address, known),
      underLease: (work) => watchdog.underLease(work),
      onFailure: (listener) => watchdog.onFailure(listener),
      stop: () => watchdog.stop(),
    }
    return { lab }
  } catch (error) {
    await watchdog.stop()
    return { error: explain(error, directory) }
  } finally {
    signal?.removeEventListener('abort', giveUp)
  }
}

async function planLab(
  settings: LocalLabSettings,
  {
    needs,
    ...lab
  }: { id: string; directory: string; needs: ReadonlySet<Capability>; namespace: LabNamespace | null },
  wanted: WantedTarget,
): Promise<LocalPlan> {
  const { peerProxies } = startedFor(needs)
  return wanted.kind === 'etcd'
    ? planLocalLab(settings, { ...lab, peerProxies, ports: await findFreePorts(PORTS_PER_LAB) })
    : planHttpLab(settings, wanted, await findFreePorts(PORTS_PER_HTTP_LAB))
}

async function boot(
  watchdog: WatchdogConnection,
  { address, programs, reserve }: LocalPlan,
  lab: { id: string; directory: string; owner: LabOwner },
  signal: AbortSignal,
): Promise<{ etcdVersion: string | null; toxiproxyVersion: string }> {
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
  const etcdVersion = await targetReady(address, endMs, signal)
  checkVersions({ etcdVersion, toxiproxyVersion })
  return { etcdVersion, toxiproxyVersion }
}

/** @returns etcd's version; null where there is none */
async function targetReady(address: LabAddress, endMs: number, signal: AbortSignal): Promise<string | null> {
  if (address.target !== 'http') return clusterReady(address, endMs, signal)
  await upstreamReady(address, endMs, signal)
  return null
}

function explain(error: unknown, directory: string): unknown {
  if (!(error instanceof NotReadyError)) return explainDiskError(error, path.dirname(directory))
  const { member } = error
  const program = member === 'toxiproxy' || member === UPSTREAM ? member : programOf({ name: member })
  return new LabError(
    explainEnd(`The lab did not start. ${error.message.replace(/\.$/, '')}`, program, directory),
    { cause: error },
  )
}

/** etcd, Toxiproxy and Node say so in their logs; Toxiproxy's API answers 500 for a proxy whose port is taken. */
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
