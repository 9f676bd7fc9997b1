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
  /** Only a library is on the stack: what it keeps for its channels, made by whichever operation came along. */
  isHousekeeping: boolean
}

/** What was pending at one instant, by who created it. */
export interface Scan {
  nowMs: number
  counts: Record<PendingKind, number>
  /** Timers and calls of callers that had gone, per arm. */
  abandonedByArm: Map<number, number>
  /** @param only those of this arm that were abandoned; null = everything */
  stacks(only: number | null): { arm: number | null; site: Site; count: number; abandoned: number }[]
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
/** Node's names of what stays open until it is closed. TLS stands on one of these. */
const HANDLES = new Set([
  ...['TCPWRAP', 'TCPSERVERWRAP', 'PIPEWRAP', 'PIPESERVERWRAP', 'UDPWRAP', 'TTYWRAP'],
  ...['FILEHANDLE', 'FSEVENTWRAP', 'STATWATCHER', 'PROCESSWRAP', 'MESSAGEPORT', 'WORKER'],
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
    const counts = { timer: 0, call: 0, promise: 0, handle: 0 }
    const abandonedByArm = new Map<number, number>()
    for (const pending of this.#pending.values()) {
      counts[pending.site.kind] += weightOf(pending.site)
      const arm = abandonedArm(pending, nowMs)
      if (arm !== null) abandonedByArm.set(arm, (abandonedByArm.get(arm) ?? 0) + 1)
    }
    return { nowMs, counts, abandonedByArm, stacks: (only) => this.#stacks(only, nowMs) }
  }

  #stacks(only: number | null, nowMs: number): ReturnType<Scan['stacks']> {
    const found = new Map<number | null, Map<Site, { count: number; abandoned: number }>>()
    for (const pending of this.#pending.values()) {
      const isAbandoned = abandonedArm(pending, nowMs) !== null
      const arm = pending.operation?.arm ?? null
      if (only !== null && !(isAbandoned && arm === only)) continue
      const ofArm = found.get(arm) ?? new Map<Site, { count: number; abandoned: number }>()
      found.set(arm, ofArm)
      const known = ofArm.get(pending.site) ?? { count: 0, abandoned: 0 }
      ofArm.set(pending.site, known)
      known.count += weightOf(pending.site)
      if (isAbandoned || staysOpen(pending, nowMs)) known.abandoned += 1
    }
    return [...found].flatMap(([arm, sites]) =>
      [...sites].map(([site, counts]) => ({ arm, site, ...counts })),
    )
  }

  #site(kind: PendingKind, type: string, sites: readonly NodeJS.CallSite[]): Site {
    const key = `${type} ${keyOf(sites)}`
    let site = this.#sites.get(key)
    if (!site) {
      const frames = sites.map(rawFrame)
      const isHousekeeping = frames.every(({ file }) => file === '' || file.includes('/node_modules/'))
      const isCall = kind === 'timer' && GRPC_DEADLINE.test(frames[0]?.file ?? '')
      site = { ...(isCall ? { kind: 'call', type: 'gRPC call' } : { kind, type }), frames, isHousekeeping }
      this.#sites.set(key, site)
    }
    return site
  }
}

function kindOf(type: string): PendingKind | null {
  if (type === 'PROMISE') return 'promise'
  if (type === 'Timeout') return 'timer'
  if (HANDLES.has(type)) return 'handle'
  return CALLS.has(type) ? 'call' : null
}

function weightOf({ kind }: Site): number {
  return kind === 'promise' ? PROMISES_PER_SAMPLE : 1
}

/**
 * The arm whose caller has gone without this; null = it is not abandoned. A promise runs nothing: it may just be garbage. A handle may
 * be kept for the next operation: what stays open is judged at the end.
 */
function abandonedArm({ site, operation, timer }: Pending, nowMs: number): number | null {
  if (operation === null || site.kind === 'promise' || site.kind === 'handle' || site.isHousekeeping)
    return null
  if (timer && !timer.hasRef()) return null
  return isLongGone(operation, nowMs) ? operation.arm : null
}

/** A handle whose caller has gone. */
function staysOpen({ site, operation }: Pending, nowMs: number): boolean {
  return site.kind === 'handle' && !site.isHousekeeping && operation !== null && isLongGone(operation, nowMs)
}

function isLongGone({ goneAtMs }: TrackedOperation, nowMs: number): boolean {
  return goneAtMs !== null && nowMs - goneAtMs >= ABANDONED_AFTER_MS
}
