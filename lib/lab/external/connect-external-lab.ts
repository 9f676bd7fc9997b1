/**
 * A lab somebody else runs (Docker Compose, a cluster of one's own): this only puts its own proxies in front of the
 * members, and takes them away again. Other proxies of the same Toxiproxy are never touched.
 */
import type { ExternalLabSettings, Lab, LabFailure, LabOwner, WantedTarget } from '../lab'
import { notRestarted } from '../lab-capabilities'
import { LabError } from '../lab-error'
import { describeProblems, type Preflight } from './preflight/check-item'
import { lookAtLab } from './preflight/preflight'
import { watchCluster } from './cluster-watch'
import { closeAfter, openExternalSession } from './external-session'
import { connectExternalUpstream } from './external-upstream'

/** A cluster that is just starting, or electing, gets so long. */
const PATIENCE_MS = 15_000

/**
 * Connects to the lab and makes it the owner's until `stop`: what an earlier run has left is removed, and everything a run
 * relies on is tried.
 * @throws LabBusyError when another run owns it; LabError that says what is wrong and what to do; the signal's reason
 */
export async function connectExternalLab(
  settings: ExternalLabSettings,
  owner: LabOwner,
  signal: AbortSignal = new AbortController().signal,
  wanted: WantedTarget = { kind: 'etcd' },
): Promise<Lab> {
  signal.throwIfAborted()
  if (wanted.kind === 'http') return connectExternalUpstream(settings, owner, signal, wanted)
  const session = await openExternalSession(settings, owner)
  const { address, directory, toxiproxy, guard } = session
  try {
    const preflight = await guard.underLease(() =>
      lookAtLab({ settings, address, toxiproxy, patienceMs: PATIENCE_MS, signal }),
    )
    if (!preflight.isReady) throw new LabError(describeProblems(preflight))
    const { capabilities } = preflight
    const failures = new FailureOnce()
    guard.onFailure((failure) => failures.tell(failure))
    const watch = watchCluster(address, settings.limits, (message) =>
      failures.tell({ program: 'etcd', message, isFinal: true }),
    )
    return {
      address,
      directory,
      capabilities,
      programs: null,
      restartToxiproxy: () => Promise.reject(new LabError(notRestarted(capabilities))),
      etcdVersion: preflight.etcdVersion ?? 'unknown',
      toxiproxyVersion: preflight.toxiproxyVersion ?? 'unknown',
      underLease: (work) => guard.underLease(work),
      onFailure: (listener) => failures.listen(listener),
      stop: () => {
        watch.stop()
        return session.close()
      },
    }
  } catch (error) {
    throw await closeAfter(session, error)
  }
}

/**
 * Looks at the lab once, in the way of a run, and gives it back as it was found.
 * @throws LabBusyError when a run owns it
 */
export async function checkExternalLab(
  settings: ExternalLabSettings,
  owner: LabOwner,
  signal: AbortSignal,
): Promise<Preflight> {
  const session = await openExternalSession(settings, owner)
  const { address, toxiproxy, guard } = session
  let report: Preflight | undefined
  try {
    report = await guard.underLease(() => lookAtLab({ settings, address, toxiproxy, patienceMs: 0, signal }))
    return report
  } finally {
    try {
      await session.close()
    } catch (error) {
      // A report that says what is wrong is worth more than the same said by the clearing up.
      if (report?.isReady ?? false) throw error
    }
  }
}

/** Passes on the first failure only, also to those who listen late. */
class FailureOnce {
  readonly #listeners: ((failure: LabFailure) => void)[] = []
  #failure: LabFailure | null = null

  tell(failure: LabFailure): void {
    if (this.#failure) return
    this.#failure = failure
    for (const listener of this.#listeners.splice(0)) listener(failure)
  }

  listen(listener: (failure: LabFailure) => void): void {
    if (this.#failure) listener(this.#failure)
    else this.#listeners.push(listener)
  }
}
