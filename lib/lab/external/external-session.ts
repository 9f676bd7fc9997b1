/** The hold on an external lab: its lock, its guard, and the way back to how it was found. */
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { GuardConnection } from '../guard/guard-connection'
import { removeOurProxies } from '../guard/remove-proxies'
import type { ExternalLabSettings, LabAddress, LabOwner } from '../lab'
import { LabBusyError, LabError, LabStuckError } from '../lab-error'
import { lockHolder, takeLock } from '../lab-lock'
import { ownIdentity } from '../process/process-identity'
import { ToxiproxyControl } from '../toxiproxy/toxiproxy-control'
import { externalAddress, externalDirectory } from './external-address'

/** A guard that removes what an earlier owner has left has the lock for one try at a time: some calls with their time limits. */
const GUARD_TRY_MS = 5_000
const GUARD_POLL_MS = 50

export interface ExternalSession {
  readonly address: LabAddress
  readonly directory: string
  readonly toxiproxy: ToxiproxyControl
  readonly guard: GuardConnection
  /**
   * Takes away everything of ours, reads that back, and gives the lab back. Safe to call again.
   * @throws LabStuckError or LabError when it cannot; the guard then tries on
   */
  close(): Promise<void>
}

/**
 * Takes the lab and starts its guard, before anything is set there.
 * @throws LabBusyError when another run has it; LabError when the guard does not start
 */
export async function openExternalSession(
  settings: ExternalLabSettings,
  owner: LabOwner,
  address: LabAddress = externalAddress(settings),
): Promise<ExternalSession> {
  const directory = externalDirectory(settings)
  const lockFile = path.join(directory, 'owner.lock')
  const release = await takeFromGuard(lockFile, owner)
  try {
    const toxiproxy = new ToxiproxyControl(settings.toxiproxyUrl)
    const guard = await startGuard(settings, owner, address, lockFile)
    let closing: Promise<void> | undefined
    const close = async () => {
      try {
        await removeOurProxies(
          toxiproxy,
          address.members.map(({ proxyName }) => proxyName),
        )
        await guard.release()
      } catch (error) {
        // Where nothing was made and nothing of ours was seen, nothing can have stayed that no other guard is at.
        if (toxiproxy.hasMade || error instanceof LabStuckError) guard.leaveToIt()
        else await guard.release()
        throw error
      } finally {
        release()
      }
    }
    return { address, directory, toxiproxy, guard, close: () => (closing ??= close()) }
  } catch (error) {
    release()
    throw error
  }
}

/**
 * Takes away what an earlier run has left, without waiting for the next run.
 * @returns names of the proxies that were there; null when a run has the lab: then nothing was looked at
 * @throws LabStuckError when something stays, and a guard tries on; LabError when Toxiproxy does not answer
 */
export async function clearExternalLab(
  settings: ExternalLabSettings,
  owner: LabOwner,
): Promise<string[] | null> {
  const lockFile = path.join(externalDirectory(settings), 'owner.lock')
  let release: () => void
  try {
    release = takeLock(lockFile, owner, 'The external lab')
  } catch (error) {
    if (error instanceof LabBusyError) return null
    throw error
  }
  const address = externalAddress(settings)
  try {
    const known = address.members.map(({ proxyName }) => proxyName)
    return await removeOurProxies(new ToxiproxyControl(settings.toxiproxyUrl), known)
  } catch (error) {
    // The guard of whoever has left it may have ended with its machine.
    if (error instanceof LabStuckError) (await startGuard(settings, owner, address, lockFile)).leaveToIt()
    throw error
  } finally {
    release()
  }
}

/**
 * Gives the lab back after a failure.
 * @returns what people must read: what brought us here and not that clearing up failed for the same reason, but in any case
 * that something of ours stays
 */
export async function closeAfter(session: ExternalSession, error: unknown): Promise<unknown> {
  try {
    await session.close()
    return error
  } catch (closing) {
    if (!(closing instanceof LabStuckError && error instanceof LabError)) return error
    const isSaid = error.message.includes('Stuck:')
    return new LabStuckError(isSaid ? error.message : `${error.message}\n${closing.message}`, {
      cause: error,
    })
  }
}

async function takeFromGuard(lockFile: string, owner: LabOwner): Promise<() => void> {
  const endMs = performance.now() + GUARD_TRY_MS
  for (;;) {
    try {
      return takeLock(lockFile, owner, 'The external lab')
    } catch (error) {
      const holder = lockHolder(lockFile)
      const isGuard = holder === null || holder.owner.kind === 'watchdog'
      if (!(error instanceof LabBusyError) || !isGuard || performance.now() > endMs) throw error
    }
    await sleep(GUARD_POLL_MS)
  }
}

/** To be called by the owner of the lock. */
function startGuard(
  settings: ExternalLabSettings,
  owner: LabOwner,
  address: LabAddress,
  lockFile: string,
): Promise<GuardConnection> {
  return GuardConnection.start(settings.guardScript, path.dirname(lockFile), {
    toxiproxyUrl: settings.toxiproxyUrl,
    proxies: address.members.map(({ proxyName }) => proxyName),
    ...{ owner, ownerProcess: ownIdentity() },
    ...{ lockFile, lockToken: lockHolder(lockFile)?.token ?? '' },
  })
}
