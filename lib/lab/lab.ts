/** The lab as everybody else sees it: where it is, what it runs, and how it ends. Drivers stand beside this file. */
import type { HttpTarget } from '@/lib/core/experiment/target'
import type { LabCapabilities, TargetKind } from '@/lib/core/fault/fault'
import type { AbortLimits, ClusterTerms } from './cluster-terms'
import type { ProcessIdentity } from './process/process-identity'
import type { ProxyState } from './toxiproxy/toxiproxy-control'

/** One etcd member, or an HTTP upstream, and the Toxiproxy proxy in front of it. */
export interface LabMember {
  name: string
  /** host:port of the member's client port, around the proxy. */
  directAddress: string
  proxyName: string
  /** host:port of the member's client port through Toxiproxy. */
  proxiedAddress: string
  /** host:port of the member's peer port; null or left out where that is somebody else's business. */
  peerAddress?: string | null
  /** The proxy that the other members reach it through; null or left out where they talk without one. */
  peerProxyName?: string | null
  /** host:port of the peer port through Toxiproxy: what the member tells its peers. */
  peerProxiedAddress?: string | null
  /**
   * Base URL that tells what really arrived: /metrics of etcd, /admin/counters of our HTTP upstream. Of an upstream that is
   * not ours: where it is, and nothing can be asked of it.
   */
  adminUrl: string
  /** Of HTTP upstreams: the name they go by, for the Host field. Left out = their address. */
  authority?: string
}

/** Plain JSON: can be posted to a worker thread. */
export interface LabAddress {
  driver: 'local' | 'external'
  /** What stands behind the proxies. Left out = etcd. */
  target?: TargetKind
  toxiproxyUrl: string
  members: LabMember[]
  /** Of a cluster that is not ours. Left out = plain text, no user, everything allowed, keys below `retryscope/`. */
  terms?: ClusterTerms
  /** The network of their own that the programs are in; null or left out where they share this machine's, or are elsewhere. */
  namespace?: LabNamespace | null
  /** A member that can be added to the cluster; its program is kept in reserve. Only where there is process control. */
  spare?: SpareMember
}

/** A network of the lab's own, in which packets can be dropped. Plain JSON. */
export interface LabNamespace {
  /** A process that lives in it: the lab's watchdog. */
  process: ProcessIdentity
  /** Name and address of this machine's end of the link into it. */
  hostInterface: string
  hostAddress: string
  /** Address that the lab's programs listen on. */
  address: string
  /** The user that each member runs as, by which its packets are told from the others'. */
  uids: Record<string, number>
}

export interface SpareMember {
  name: string
  /** host:port of its client port; there is no proxy in front of it. */
  directAddress: string
  /** Where the other members reach it. */
  peerUrl: string
}

/** Name of the program that runs a member. */
export function programOf({ name }: { name: string }): string {
  return `etcd-${name}`
}

/** What a program is doing: reserve = it waits to be started by {@link ProgramControl.start}. */
export interface ProgramState {
  name: string
  state: 'running' | 'paused' | 'down' | 'reserve'
}

/**
 * Ends, stops and starts single programs of the lab, on purpose: what was ordered is no failure of the lab. Every method
 * rejects with an OrderRefusedError when the order makes no sense as things are (the program is down already), with a
 * LabError when it was not carried out. Whether a program is healthy is for the caller to find out.
 */
export interface ProgramControl {
  /** Kills it (SIGKILL); it is gone when this resolves. `signalled` is called when the signal has left. */
  kill(program: string, signalled?: () => void): Promise<void>
  /** Starts it again with the command it had. One that runs is killed first. */
  restart(program: string): Promise<void>
  /** Stops it (SIGSTOP): it keeps its connections and does nothing. */
  pause(program: string, signalled?: () => void): Promise<void>
  /** Lets it go on (SIGCONT). */
  resume(program: string): Promise<void>
  /** Starts a program of the reserve. */
  start(program: string): Promise<void>
  /** Kills a program of the reserve, removes its data and puts it back. */
  stop(program: string): Promise<void>
  states(): Promise<ProgramState[]>
}

/** What a lab is wanted for. */
export type WantedTarget = { kind: 'etcd' } | Pick<HttpTarget, 'kind' | 'upstream'>

/** Who a lab is for: written into its files, so that others can say who holds it. */
export interface LabOwner {
  kind: 'run' | 'cli' | 'test' | 'watchdog'
  id: string
}

/** A part of the lab ended by itself, or the lab's watchdog did. The lab is of no use any more. */
export interface LabFailure {
  /** Name of the program: etcd-m1, toxiproxy, watchdog. */
  program: string
  /** What happened, for people, with the last log lines. */
  message: string
  /** True when the run must end: no other lab would do better. */
  isFinal?: boolean
}

export interface Lab {
  readonly address: LabAddress
  /** Null where the target is not etcd. */
  readonly etcdVersion: string | null
  readonly toxiproxyVersion: string
  /** Folder with the lab's logs and lock; also its name for whoever looks for leftovers of a crash. */
  readonly directory: string
  /** What can be done to it: what it cannot do is refused before a run, with the reason. */
  readonly capabilities: LabCapabilities
  /** Null where the programs are not this lab's to touch; the reason stands in the capabilities. */
  readonly programs: ProgramControl | null
  /**
   * Kills a Toxiproxy that hangs, starts it anew and gives it back its proxies with their toxics. All connections through it
   * end.
   * @param known what it had; left out = the lab's own proxies, free of faults
   * @throws LabError when it is not ours to start, or is not as it was afterwards
   */
  restartToxiproxy(known?: readonly ProxyState[]): Promise<void>
  /**
   * Does work in which faults may be set: while it goes on the lab's guard wants a sign of life from this process, and takes
   * the faults away when none comes for some seconds.
   */
  underLease<Result>(work: () => Promise<Result>): Promise<Result>
  /** Told once, also when the failure happened before the call. */
  onFailure(listener: (failure: LabFailure) => void): void
  /** Ends what this lab started, or gives an adopted lab back free of faults. Safe to call again. */
  stop(): Promise<void>
}

export interface LocalLabSettings {
  driver: 'local'
  /** Folder that holds one folder per lab. */
  labsDirectory: string
  /** The bundled watchdog, run by Node. */
  watchdogScript: string
  etcdBinary: string
  toxiproxyBinary: string
  /** The bundled HTTP upstream, run by Node. */
  upstreamScript: string
  /** HTTP upstreams that are not ours and may be named. */
  upstreams: AllowedUpstream[]
}

/** An HTTP upstream of the user's: only what stands in the environment's list is ever asked. */
export interface AllowedUpstream {
  /** As written in a spec. */
  name: string
  /** host:port; the host is resolved once, when a lab begins. */
  address: string
}

export interface ExternalLabSettings {
  driver: 'external'
  /** Holds the lock that gives a lab to one run at a time. */
  labsDirectory: string
  toxiproxyUrl: string
  /** Addresses (host:port) as Toxiproxy reaches them, and as this process does. */
  members: { name: string; address: string }[]
  /** Address that Toxiproxy listens on for our proxies. */
  proxyListenHost: string
  /** Host under which this process reaches Toxiproxy's proxies. */
  proxyHost: string
  /** One port per member. */
  proxyPorts: number[]
  /** Our own HTTP upstream, started by whoever runs this lab: both addresses host:port. Null = there is none. */
  ownUpstream: { address: string; adminAddress: string } | null
  /** HTTP upstreams that are not ours and may be named. */
  upstreams: AllowedUpstream[]
  terms: ClusterTerms
  limits: AbortLimits
  /** The bundled guard, run by Node. */
  guardScript: string
}

export type LabSettings = LocalLabSettings | ExternalLabSettings
