import { createSocket, type Socket } from 'node:dgram'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ABANDONED_AFTER_MS } from '@/lib/core/profile/profile'
import type { TrackedCaller } from '@/lib/engine/ports'
import { PendingWork, type Scan } from './pending-work'

let work: PendingWork
let nowMs = 0
beforeEach(() => {
  nowMs = performance.now()
  vi.spyOn(performance, 'now').mockImplementation(() => nowMs)
  work = new PendingWork(() => true)
  work.start()
})
afterEach(() => {
  work.stop()
  vi.restoreAllMocks()
  for (const timer of timers.splice(0)) clearTimeout(timer)
})

const timers: NodeJS.Timeout[] = []

function waitForNothing(): NodeJS.Timeout {
  const timer = setTimeout(() => undefined, 60_000)
  timers.push(timer)
  return timer
}

/** What of arm 3 is pending, as "kind by the innermost function". */
function pendingOf(scan: Scan, only: number | null = null): string[] {
  return scan
    .stacks(only)
    .filter(({ arm }) => arm === 3)
    .map(({ site, count }) => `${count} ${site.kind} by ${site.frames.map(({ name }) => name).join(' < ')}`)
}

describe('work of an operation', () => {
  it('is known by its stack, also where that stack came after an await', async () => {
    async function waitsLater() {
      await Promise.resolve()
      waitForNothing()
    }
    async function caller() {
      await waitsLater()
    }
    await work.track(3, caller)
    expect(pendingOf(work.scan())).toEqual([
      expect.stringMatching(/^1 timer by waitForNothing < waitsLater < caller/),
    ])
  })

  it('is abandoned when its caller has gone a while ago, and not before', async () => {
    let caller: TrackedCaller | undefined
    work.track(3, (own) => {
      caller = own
      waitForNothing()
    })
    nowMs += 10 * ABANDONED_AFTER_MS
    expect(work.scan().abandonedByArm.get(3)).toBeUndefined()
    caller?.gone()
    nowMs += ABANDONED_AFTER_MS - 1
    expect(work.scan().abandonedByArm.get(3)).toBeUndefined()
    nowMs += 1
    expect(work.scan().abandonedByArm.get(3)).toBe(1)
    expect(pendingOf(work.scan(), 3)).toHaveLength(1)
    clearTimeout(timers[0])
    // Node tells of ends one turn of the event loop later.
    await new Promise((resolve) => setImmediate(resolve))
    expect(work.scan().abandonedByArm.get(3)).toBeUndefined()
  })

  it('is nobody’s when its timer does not hold the event loop, or when it is a promise', () => {
    work.track(3, (caller) => {
      waitForNothing().unref()
      void new Promise(() => undefined)
      caller.gone()
    })
    nowMs += 2 * ABANDONED_AFTER_MS
    const scan = work.scan()
    expect(scan.abandonedByArm.size).toBe(0)
    expect(pendingOf(scan).map((one) => one.split(' by ')[0])).toEqual(['1 timer', '8 promise'])
  })

  it('is a handle while it is open, which is left behind only when its caller has gone, and never pending', async () => {
    let socket: Socket | undefined
    function opens() {
      socket = createSocket('udp4')
    }
    let caller: TrackedCaller | undefined
    work.track(3, (own) => {
      caller = own
      opens()
    })
    const handles = () =>
      work
        .scan()
        .stacks(null)
        .flatMap(({ arm, site, abandoned }) => (arm === 3 && site.kind === 'handle' ? [abandoned] : []))
    expect(handles()).toEqual([0])
    caller?.gone()
    nowMs += ABANDONED_AFTER_MS
    expect(handles()).toEqual([1])
    expect(work.scan().abandonedByArm.size).toBe(0)
    expect(pendingOf(work.scan(), 3)).toEqual([])
    await new Promise<void>((resolve) => socket?.close(resolve))
    await new Promise((resolve) => setImmediate(resolve))
    expect(handles()).toEqual([])
  })

  it('is one promise for all that await it, and none when it is settled', async () => {
    let settle: () => void = () => undefined
    const waits = async () => {
      await new Promise<void>((resolve) => (settle = resolve))
    }
    const waitsForThat = async () => {
      await waits()
    }
    const ended = work.track(3, waitsForThat)
    expect(pendingOf(work.scan())).toEqual([
      expect.stringMatching(/^8 promise by new Promise < waits < waitsForThat/),
    ])
    settle()
    await ended
    expect(pendingOf(work.scan())).toEqual([])
  })
})
