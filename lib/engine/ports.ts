/** The engine's ports: what it needs from the outside. Adapters stand in lib/lab, virtual ones beside their tests. */
import type { FaultPoint } from '../core/fault/fault-point'
import type { AttemptRecord, AttemptReply, RequestKind } from '../core/history/attempt'
import type { LibraryClient } from '../core/strategy/library-client'
import type { StrategyFactory } from '../core/strategy/strategy'
import type { LeaderSwitch, TrialPhase } from '../core/summary/report'

/** Time. `nowMs` is monotonic with fractions; its zero means nothing. */
export interface Clock {
  nowMs(): number
  /** Wall-clock time, for people only. */
  wallTime(): Date
  /** Resolves at or after the instant `atMs` of this clock, never before; rejects with the signal's reason when aborted. */
  sleepUntil(atMs: number, signal?: AbortSignal): Promise<void>
}

export type { AttemptReply }

/** One attempt as it goes to the target: one request on the wire. */
export interface AttemptRequest {
  kind: RequestKind
  key: number
  /** Number of the operation in its arm, from 0: `txn` and `check` make the operation's id of it and must be given it. */
  operation?: number
  /** 1 = the first of its operation. */
  attempt?: number
  /** For `txn`: nothing is written when the key's `mod_revision` is another one. Left out = not compared. */
  modRevision?: string
  /** Index of the member in the lab. */
  member: number
  timeoutMs: number
  /** Aborting ends the attempt at once with error class `cancelled`. */
  signal: AbortSignal
  /** Told by a client that repeats by itself: a try of it begins. A try that the library refuses is one, too. */
  onTry?(): EndOfTry
}

/** To be called once, when the try has ended. @param member which was asked; null = nobody knows, as nothing was sent */
export type EndOfTry = (reply: AttemptReply, member: number | null) => void

/** The target as one arm of one trial sees it: its own channels, its own key prefix. An error is a reply, never thrown. */
export interface Client {
  /**
   * True: it is a library's, which repeats within one attempt and chooses the members itself. Each of its requests is told
   * to `onTry`, at least one per attempt, and the reply is that to the last. Left out = an attempt is one request.
   */
  readonly repeats?: boolean
  attempt(request: AttemptRequest): Promise<AttemptReply>
}

/** What the client of an arm is made of. */
export interface ArmClient {
  /** All keys of the arm lie below it. */
  prefix: string
  valueBytes: number
  connectionsPerMember: number
  /** A library's client. Left out = plain channels, by which an attempt is one request. */
  library?: LibraryClient
}

/** Opens and closes clients, and keeps the target clean between trials. */
export interface Target {
  members: readonly string[]
  /** Connects every channel of an arm and proves it with reads, so that no operation pays a handshake. */
  openClient(arm: ArmClient): Promise<Client & { close(): void }>
  /** Deletes everything under the prefix and compacts. */
  clean(prefix: string): Promise<void>
}

/** Injects faults and takes them away again. */
export interface FaultInjector {
  /** Sets latency and jitter on every member's client link, and reads back that it is set. */
  setLatency(point: Pick<FaultPoint, 'latencyMs' | 'jitterMs'>): Promise<void>
  /** Removes every fault, and reads back that none is left. */
  heal(): Promise<void>
  /** Moves the leadership to another member. `sent` is called when the request leaves. Failure is in `problem`. */
  moveLeader(sent: () => void): Promise<Pick<LeaderSwitch, 'from' | 'to' | 'confirmed' | 'problem'>>
}

/** A leadership as the members report it. */
export interface Leadership {
  /** Index of the leading member in the lab. */
  member: number
  /** Goes up with each election, also when the same member wins again. */
  term: string
}

/** Watches who leads the cluster, for strategies that want to know. */
export interface LeaderWatcher {
  /**
   * Asks every member for its status, around the faults, within a time limit: what a control plane of its own would tell.
   * @param signal aborting ends the question at once
   * @returns the leader that a majority of all members names; null when there is none. Never rejects.
   */
  leader(signal: AbortSignal): Promise<Leadership | null>
  /**
   * One linearizable read through the client link of that member, the faulty one: healthy is a leader only when callers can
   * reach it and a majority backs it. On a channel of its own, so no arm's channel notices.
   * @param signal aborting ends the read at once
   * @returns whether it was answered in time. Never rejects.
   */
  readThrough(member: number, timeoutMs: number, signal: AbortSignal): Promise<boolean>
}

/** Takes evidence; must never block the engine. */
export interface Recorder {
  record(attempt: AttemptRecord): void
}

/** Watches the event loop that measures. */
export interface LoopMonitor {
  /** Longest stall since the last call, in milliseconds. */
  takeLongestStallMs(): number
}

/** Told about a trial while it runs. */
export interface TrialObserver {
  phase(phase: TrialPhase): void
}

export interface EnginePorts {
  /** Makes the strategies that the spec names: our own, libraries behind adapters, the user's. */
  strategies: StrategyFactory
  clock: Clock
  target: Target
  faults: FaultInjector
  /** Asked only while a strategy wants to hear of the leader. */
  leaders: LeaderWatcher
  recorder: Recorder
  loop: LoopMonitor
  observer: TrialObserver
}
