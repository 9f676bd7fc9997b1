/** The engine's ports: what it needs from the outside. Adapters stand in lib/lab, virtual ones beside their tests. */
import type { ExperimentSpec } from '../core/experiment/spec'
import type { MemberWord, PacketCounts, ProbedLink } from '../core/fault/evidence'
import type { FaultStep } from '../core/fault/fault'
import type { LossKind, LossParams } from '../core/fault/faults/loss'
import type { LedgerEntry } from '../core/fault/ledger'
import type { AttemptRecord, AttemptReply, RequestKind } from '../core/history/attempt'
import type { LoopDelays } from '../core/history/loop-delays'
import type { LibraryClient } from '../core/strategy/library-client'
import type { StrategyFactory } from '../core/strategy/strategy'
import type { AppliedWrite, FinalKey } from '../core/checker/checker'
import type { TrialProfile } from '../core/profile/profile'
import type { TrialPhase } from '../core/summary/report'

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
  /** A second key that is written in the same transaction, by `put` and `txn`. Left out = none. */
  also?: number
  /** Number of the operation in its arm, from 0: `txn` and `check` make the operation's id of it and must be given it. */
  operation?: number
  /** 1 = the first of its operation. */
  attempt?: number
  /** For `txn`: nothing is written when the key's `mod_revision` is another one. Left out = not compared. */
  modRevision?: string
  /** Index of the member in the lab. */
  member: number
  /** Sent down a path that always loses in this way. Left out = the clean way. */
  loss?: { kind: LossKind; manner: LossParams['manner'] }
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
  /**
   * Connections as they are now: open ones, and those that should be there and are not (channels), or attempts that wait for
   * one (HTTP). Asked four times a second, so it must cost nothing. Left out = nobody can tell.
   */
  connections?(): { open: number; waiting: number }
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

/** What a target has to know of a trial before it begins. */
export interface TargetTrial {
  target: ExperimentSpec['target']
  /** The run's seed. */
  seed: number
  /** Index of the trial. */
  trial: number
}

/** Opens and closes clients, and keeps the target clean between trials. */
export interface Target {
  members: readonly string[]
  /** Sets the target up as the trial wants it, before it is cleaned. Left out = there is nothing to set. */
  prepare?(trial: TargetTrial): Promise<void>
  /** Connects every channel of an arm and proves it with reads, so that no operation pays a handshake. */
  openClient(arm: ArmClient): Promise<Client & { close(): void }>
  /** Deletes everything under the prefix and compacts. */
  clean(prefix: string): Promise<void>
  /**
   * How many requests the target itself says to have begun, of the kinds that operations are made of.
   * @returns null when it cannot tell, or has begun to count anew since the last question
   */
  requestsArrived(): Promise<number | null>
  /**
   * What took effect below the prefix since it was cleaned, by the target's own history, and a last read of it, around every
   * fault; or why that cannot be told.
   */
  writesApplied(prefix: string): Promise<WriteHistory>
  /** How many questions for the lab's names were answered with a failure so far; null where names are not ours. */
  nameFailures(): number | null
  /** Packets on the lab's links so far; null where they cannot be counted. @throws a lab error when counting fails */
  packets(): Promise<PacketCounts | null>
  /**
   * Opens paths that always lose, for the clients of this target. The arms share them: whatever goes there dies.
   * `close` tells how many attempts had to go the clean way because no path was free.
   */
  openLossPaths(plan: LossPlan): Promise<{ close(): Promise<{ missed: number }> }>
}

/** Writes in the order in which they took effect, and what is there in the end; or why nobody knows them. */
export type WriteHistory = { writes: AppliedWrite[]; finalKeys: FinalKey[] } | { problem: string }

/** What loss paths must be able to carry. */
export interface LossPlan {
  ways: readonly { kind: LossKind; manner: LossParams['manner'] }[]
  attemptTimeoutMs: number
  valueBytes: number
  /** Expected, over all arms and members. */
  lostPerSecond: number
}

/** A fault that was injected. */
export interface Injected {
  /** What was read back says that it acts; of a momentary fault, that it has happened. */
  confirmed: boolean
  /** For the ledger: "m1 → m2", "on m1, m2, m3". */
  detail: string
  problem: string | null
  /** Of lasting faults: takes it away and reads back that it is gone. Throws when it cannot. */
  remove?(note?: RemovalNote): Promise<void>
}

/** Takes what became of the fault at its end, where that differs from what stood in the ledger until then. */
export type RemovalNote = (detail: string, problem: string | null) => void

/** Injects faults and takes them away again. */
export interface FaultInjector {
  /**
   * Injects the fault of a step and reads back that it acts.
   * @param acts called at the moment it begins to act: when the request leaves
   * @throws a lab error only when the lab itself is broken; what merely did not happen stands in `problem`
   */
  inject(step: FaultStep, acts: () => void): Promise<Injected>
  /** Removes every fault, and reads back that none is left. */
  heal(): Promise<void>
}

/** Keeps the ledger where a crash cannot reach it. */
export interface LedgerKeeper {
  /** Resolves when the entries are stored. Nothing is injected before. */
  intend(entries: readonly LedgerEntry[]): Promise<void>
  /** Takes an entry that has changed; never blocks. */
  changed(entry: LedgerEntry): void
}

/** A leadership as the members report it. */
export interface Leadership {
  /** Index of the leading member in the lab. */
  member: number
  /** Goes up with each election, also when the same member wins again. */
  term: string
}

/** What all members of a cluster say at one moment. */
export interface ClusterLook {
  /** The leader that a majority of all members names; null when there is none. */
  leader: Leadership | null
  /** In the lab's order; none where the target is no cluster. */
  members: readonly MemberWord[]
  /** Whether the member in reserve answers; null where the lab has none. */
  spareAnswers: boolean | null
}

/** Watches who leads the cluster, for strategies that want to know and for whoever witnesses faults. */
export interface LeaderWatcher {
  /**
   * Asks every member for its status, around the faults, within a time limit: what a control plane of its own would tell.
   * @param signal aborting ends the question at once
   * @returns never rejects
   */
  look(signal: AbortSignal): Promise<ClusterLook>
  /**
   * One linearizable read through the client link of that member, the faulty one: healthy is a leader only when callers can
   * reach it and a majority backs it. On a channel of its own, so no arm's channel notices.
   * @param signal aborting ends the read at once
   * @returns whether it was answered in time. Never rejects.
   */
  readThrough(member: number, timeoutMs: number, signal: AbortSignal): Promise<boolean>
  /** How many such reads were sent so far: they are among the requests that the target counts. */
  readonly readsSent: number
}

/** Probes the lab's links, on connections of its own: small requests whose answer is a single piece, and new connections. */
export interface LinkProber {
  /** Those on which every member has a proxy that can be gone through and around. */
  readonly links: readonly ProbedLink[]
  /**
   * @param probe.way through the link's proxy, or around it
   * @returns how long the answer took; null when there was none. Never rejects.
   */
  roundTripMs(
    probe: { member: number; link: ProbedLink; way: 'through' | 'around' },
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<number | null>
  /**
   * Opens two new connections to the member through its proxy, as callers do: one by name, one by address.
   * @returns which of them were made in time. Never rejects.
   */
  connect(member: number, timeoutMs: number): Promise<{ byName: boolean; byAddress: boolean }>
}

/** Takes evidence; must never block the engine. */
export interface Recorder {
  record(attempt: AttemptRecord): void
}

/** Watches the event loop that measures. */
export interface LoopMonitor {
  /** Longest stall since the last call, in milliseconds. */
  takeLongestStallMs(): number
  /** How late it was since the last call, and why. Left out = nobody knows. */
  takeDelays?(): LoopDelays
}

/** Told about a trial while it runs. */
export interface TrialObserver {
  phase(phase: TrialPhase): void
}

/** The caller of an operation that is tracked. */
export interface TrackedCaller {
  /** It has its answer, or has left: what its operation still does is done for nobody. */
  gone(): void
}

/** Records what the thread that measures does during a trial. */
export interface ProfileRecording {
  /** Runs an operation of the arm so that whatever is created by it, now and later, is known as its own. */
  track<Result>(arm: number, run: (caller: TrackedCaller) => Result): Result
  /** @param beginMs the instant of the clock that is 0 in the profile */
  stop(beginMs: number): Promise<TrialProfile>
  /** Ends it without a result; does nothing after {@link stop}. */
  discard(): void
}

export interface Profiler {
  /** @param plannedMs about how long it will go on: what takes long is sampled less often */
  start(plannedMs: number): Promise<ProfileRecording>
}

export interface EnginePorts {
  /** Makes the strategies that the spec names: our own, libraries behind adapters, the user's. */
  strategies: StrategyFactory
  clock: Clock
  target: Target
  faults: FaultInjector
  ledger: LedgerKeeper
  /** Asked while a strategy wants to hear of the leader, and while faults touch the cluster. */
  leaders: LeaderWatcher
  prober: LinkProber
  recorder: Recorder
  loop: LoopMonitor
  observer: TrialObserver
  /** Asked for trials that the spec wants recorded, and for no other. Left out = none can be. */
  profiler?: Profiler
}
