import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { lockHolder, takeLock } from '../lab-lock'
import { ownIdentity } from '../process/process-identity'
import { startVirtualToxiproxy } from '../toxiproxy/virtual-toxiproxy'
import { FaultGuard } from './fault-guard'

const directory = mkdtempSync(path.join(tmpdir(), 'retryscope-guard-'))
const lockFile = path.join(directory, 'owner.lock')
const toxiproxy = await startVirtualToxiproxy()
const owner = { kind: 'run', id: '7' } as const

let logged: string[]
beforeEach(() => {
  rmSync(lockFile, { force: true })
  Object.assign(toxiproxy, { isBroken: false, isHung: false })
  toxiproxy.proxies.clear()
  toxiproxy.immortal.clear()
  toxiproxy.add('somebody-elses', ['theirs'])
  toxiproxy.add('retryscope-m1', ['retryscope-latency'])
  logged = []
})
afterAll(() => {
  toxiproxy.close()
  rmSync(directory, { recursive: true, force: true })
})

/** The guard of an owner that has the lab now. */
function guardOf(): FaultGuard {
  takeLock(lockFile, owner, 'The lab')
  const lockToken = lockHolder(lockFile)?.token ?? ''
  return new FaultGuard(
    {
      ...{ toxiproxyUrl: toxiproxy.url, proxies: ['retryscope-m1'] },
      ...{ owner, ownerProcess: ownIdentity(), lockFile, lockToken },
    },
    (line) => logged.push(line),
  )
}

function ownerDies(): void {
  const lock = JSON.parse(readFileSync(lockFile, 'utf8')) as { process: { startedAt: string } }
  lock.process.startedAt = 'long ago'
  writeFileSync(lockFile, JSON.stringify(lock))
}
const names = () => [...toxiproxy.proxies.keys()]

describe('the guard of an external lab', () => {
  test('removes what is ours when the owner has died, and gives the lab free', async () => {
    const guard = guardOf()
    ownerDies()
    expect(await guard.ownerIsGone()).toBe(true)
    expect(names()).toEqual(['somebody-elses'])
    expect(existsSync(lockFile)).toBe(false)
    expect(logged.at(-1)).toMatch(/Removed retryscope-m1 .*read back that they are gone/)
  })

  test('leaves a lab alone that another run has, and looks when that one has ended', async () => {
    const guard = guardOf()
    rmSync(lockFile)
    const release = takeLock(lockFile, { kind: 'run', id: '8' }, 'The lab')
    const removing = guard.ownerIsGone()
    await vi.waitFor(() => expect(logged.at(-1)).toMatch(/^Another one has the lab/))
    expect(names()).toEqual(['somebody-elses', 'retryscope-m1'])
    release()
    expect(await removing).toBe(true)
    expect(names()).toEqual(['somebody-elses'])
  })

  test('goes on when a later owner has had the lab and could not clear it, and that one’s guard leaves it to this one', async () => {
    toxiproxy.immortal.add('retryscope-m1')
    const first = guardOf()
    ownerDies()
    const removing = first.ownerIsGone()
    await vi.waitFor(() => expect(logged.join()).toMatch(/Not removed yet/))
    const second = await vi.waitFor(guardOf)
    ownerDies()
    expect(await second.ownerIsGone()).toBe(true)
    expect(logged.at(-1)).toMatch(/guard of an earlier one is still removing/)
    toxiproxy.immortal.clear()
    expect(await removing).toBe(true)
    expect(names()).toEqual(['somebody-elses'])
    expect(existsSync(`${lockFile}.guard`)).toBe(false)
  })

  test('does not keep the lab while it waits for its next try: others are to hear that it is stuck', async () => {
    toxiproxy.immortal.add('retryscope-m1')
    const guard = guardOf()
    ownerDies()
    const removing = guard.ownerIsGone()
    await vi.waitFor(() => expect(logged.join()).toMatch(/Not removed yet/))
    await vi.waitFor(() => takeLock(lockFile, { kind: 'run', id: '8' }, 'The lab')())
    toxiproxy.immortal.clear()
    expect(await removing).toBe(true)
  })

  test('tries until everything is gone', async () => {
    const guard = guardOf()
    ownerDies()
    toxiproxy.immortal.add('retryscope-m1')
    const removing = guard.ownerIsGone()
    await vi.waitFor(() => expect(logged.join()).toMatch(/Not removed yet: Stuck: retryscope-m1/))
    toxiproxy.immortal.clear()
    expect(await removing).toBe(true)
    expect(names()).toEqual(['somebody-elses'])
  })

  test('says that it is stuck when it does not come to an end, and tries on', async () => {
    const guard = guardOf()
    ownerDies()
    toxiproxy.isBroken = true
    const removing = guard.ownerIsGone()
    await vi.waitFor(() => expect(logged.join('\n')).toMatch(/^Stuck: faults may still be set/m), {
      timeout: 30_000,
    })
    toxiproxy.isBroken = false
    expect(await removing).toBe(true)
    expect(names()).toEqual(['somebody-elses'])
  })

  test('keeps a lab clear whose silent owner goes on setting faults, until it speaks', async () => {
    const guard = guardOf()
    const silence = guard.ownerIsSilent()
    await vi.waitFor(() => expect(logged.at(-1)).toMatch(/read back that they are gone/))
    toxiproxy.add('retryscope-m2-loss-1', ['retryscope-latency'])
    await vi.waitFor(() => expect(names()).toEqual(['somebody-elses']), { timeout: 30_000 })
    // It still has the lab: nobody else may come between.
    expect(lockHolder(lockFile)?.owner).toEqual(owner)
    guard.ownerSpeaks()
    await silence
    toxiproxy.add('retryscope-m1')
    expect(names()).toEqual(['somebody-elses', 'retryscope-m1'])
  })

  test('that removes nothing from a silent owner who has died: another one may have the lab', async () => {
    toxiproxy.immortal.add('retryscope-m1')
    const guard = guardOf()
    const silence = guard.ownerIsSilent()
    await vi.waitFor(() => expect(logged.join()).toMatch(/Not removed yet/))
    rmSync(lockFile)
    const release = takeLock(lockFile, { kind: 'run', id: '8' }, 'The lab')
    const removing = guard.ownerIsGone()
    await silence
    await vi.waitFor(() => expect(logged.at(-1)).toMatch(/^Another one has the lab/))
    toxiproxy.immortal.clear()
    toxiproxy.calls.length = 0
    // Longer than any pause between two tries of the first seconds.
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    expect(toxiproxy.calls.filter((call) => call.startsWith('DELETE'))).toEqual([])
    release()
    expect(await removing).toBe(true)
  })
})
