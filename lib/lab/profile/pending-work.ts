/**
 * Keeps count of what is pending in this thread, and of which code created it: every timer, call and promise from its creation
 * to its end, by async_hooks.
 *
 * Of promises only those of `new Promise(…)` count: all others wait for one of these, and would count the same wait again. A call
 * of grpc-js counts by its deadline's timer, which is set while whoever called is still on the stack; its stream is not. Promises
 are sampled; timers and calls are all counted.
 */
import { AsyncLocalStorage, createHook, executionAsyncId, type AsyncHook } from 'node:async_hooks'
import { ABANDONED_AFTER_MS, PROMISES_PER_SAMPLE, type PendingKind } from '@/lib/core/profile/profile'
import type { TrackedCaller } from '@/lib/engine/ports'
import { creationStack, isPlainPromise, keyOf, rawFrame, type RawFrame } from './creation-stack'

/** A place that creates: what, and by which stack. */
export interface Site {
  kind: PendingKind
  type: string
  /** The innermost first. */
  frames: RawFrame[]
}

/** What was pending at one instant, by who created it. */
export interface Scan {
  nowMs: number
  counts: Record<PendingKind, number>
  /** Timers and calls of callers that had gone, per arm. */
  abandonedByArm: Map<number, number>
  /** @param only those of this arm that were abandoned; null = everything */
  stacks(only: number | null): { arm: number | null; site: Site; count: number }[]
}

interface TrackedOperation {
  arm: number
  goneAtMs: number | null
}

interface Pending {
  site: Site
  operation: TrackedOperation | null
  /** For timers: those that do not hold the event loop are nobody's pending work. */
  timer: { hasRef(): boolean } | null
}

/** Node's names of what waits for an answer from outside. */
const CALLS = new Set([
  ...['HTTPCLIENTREQUEST', 'TCPCONNECTWRAP', 'PIPECONNECTWRAP', 'GETADDRINFOREQWRAP', 'QUERYWRAP'],
  ...['FSREQCALLBACK', 'FSREQPROMISE'],
])
const GRPC_DEADLINE = /@grpc\/grpc-js\/.*\/resolving-call\.js$/

export class PendingWork {
  readonly #operations = new AsyncLocalStorage<TrackedOperation>()
  readonly #pending = new Map<number, Pending>()
  readonly #sites = new Map<string, Site>()
  readonly #hook: AsyncHook

  /** @param isSampled whether a promise that is being made is one of those looked at */
  constructor(isSampled = () => Math.random() * PROMISES_PER_SAMPLE < 1) {
    const forget = (id: number) => void this.#pending.delete(id)
    const init = (id: number, type: string, trigger: number, resource: object) => {
      const kind = kindOf(type)
      if (kind === null) return
      // A promise made of another one by then or await is triggered by that one.
      if (kind === 'promise' && (trigger !== executionAsyncId() || !isSampled() || !isPlainPromise(init)))
        return
      this.#pending.set(id, {
        site: this.#site(kind, type, creationStack(init)),
        operation: this.#operations.getStore() ?? null,
        timer: kind === 'timer' && 'hasRef' in resource ? (resource as NodeJS.Timeout) : null,
      })
    }
    this.#hook = createHook({ init, destroy: forget, promiseResolve: forget })
  }

  start(): void {
    this.#hook.enable()
  }

  stop(): void {
    this.#hook.disable()
    this.#operations.disable()
    this.#pending.clear()
  }

  track<Result>(arm: number, run: (caller: TrackedCaller) => Result): Result {
    const operation: TrackedOperation = { arm, goneAtMs: null }
    return this.#operations.run(operation, run, {
      gone: () => {
        operation.goneAtMs ??= performance.now()
      },
    })
  }

  scan(): Scan {
    const nowMs = performance.now()
    const counts = { timer: 0, call: 0, promise: 0 }
    const abandonedByArm = new Map<number, number>()
    for (const pending of this.#pending.values()) {
      counts[pending.site.kind] += weightOf(pending.site)
      const arm = abandonedArm(pending, nowMs)
      if (arm !== null) abandonedByArm.set(arm, (abandonedByArm.get(arm) ?? 0) + 1)
    }
    return { nowMs, counts, abandonedByArm, stacks: (only) => this.#stacks(only, nowMs) }
  }

  #stacks(only: number | null, nowMs: number): ReturnType<Scan['stacks']> {
    const found = new Map<number | null, Map<Site, number>>()
    for (const pending of this.#pending.values()) {
      if (only !== null && abandonedArm(pending, nowMs) !== only) continue
      const arm = pending.operation?.arm ?? null
      const ofArm = found.get(arm) ?? new Map<Site, number>()
      found.set(arm, ofArm)
      ofArm.set(pending.site, (ofArm.get(pending.site) ?? 0) + weightOf(pending.site))
    }
    return [...found].flatMap(([arm, sites]) => [...sites].map(([site, count]) => ({ arm, site, count })))
  }

  #site(kind: PendingKind, type: string, sites: readonly NodeJS.CallSite[]): Site {
    const key = `${type} ${keyOf(sites)}`
    let site = this.#sites.get(key)
    if (!site) {
      const isCall = kind === 'timer' && GRPC_DEADLINE.test(sites[0]?.getFileName() ?? '')
      site = isCall
        ? { kind: 'call', type: 'gRPC call', frames: sites.map(rawFrame) }
        : { kind, type, frames: sites.map(rawFrame) }
      this.#sites.set(key, site)
    }
    return site
  }
}

function kindOf(type: string): PendingKind | null {
  if (type === 'PROMISE') return 'promise'
  if (type === 'Timeout') return 'timer'
  return CALLS.has(type) ? 'call' : null
}

function weightOf({ kind }: Site): number {
  return kind === 'promise' ? PROMISES_PER_SAMPLE : 1
}

/** The arm whose caller has gone without this; null = it is not abandoned. A promise runs nothing: it may just be garbage. */
function abandonedArm({ site, operation, timer }: Pending, nowMs: number): number | null {
  if (operation === null || operation.goneAtMs === null || site.kind === 'promise') return null
  if (timer && !timer.hasRef()) return null
  return nowMs - operation.goneAtMs >= ABANDONED_AFTER_MS ? operation.arm : null
}
