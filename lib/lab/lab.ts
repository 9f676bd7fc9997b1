/** The lab as everybody else sees it: where it is, what it runs, and how it ends. Drivers stand beside this file. */
import type { Allowance } from '@/lib/core/fault/allowance'
import type { LabCapabilities } from '@/lib/core/fault/fault'

/** One etcd member and the Toxiproxy proxy in front of it. */
export interface LabMember {
  name: string
  /** host:port of the member's client port, around the proxy. */
  directAddress: string
  proxyName: string
  /** host:port of the member's client port through Toxiproxy. */
  proxiedAddress: string
  /** Base URL of the member's HTTP endpoints: /metrics counts what really arrived. */
  adminUrl: string
}

/** Plain JSON: can be posted to a worker thread. */
export interface LabAddress {
  driver: 'local' | 'external'
  toxiproxyUrl: string
  members: LabMember[]
  /** Of a cluster that is not ours. Left out = plain text, no user, everything allowed, keys below `retryscope/`. */
  terms?: ClusterTerms
}

/** Where a secret lies: what is logged, stored and posted names this, never the secret. */
export type SecretSource = { file: string } | { variable: string }

/** How a cluster that is not ours is spoken to, and what may be done to it. Holds no secret. */
export interface ClusterTerms {
  tls: EtcdTls | null
  user: EtcdUser | null
  /** Nothing above it is read or written; ends with a slash. */
  keyPrefix: string
  /** What disturbs others and is allowed nevertheless. */
  allow: readonly Allowance[]
}

/** PEM files and the name to expect. */
export interface EtcdTls {
  /** Null = the authorities that Node trusts. */
  caFile: string | null
  /** Both null where the members ask for no client certificate. */
  certFile: string | null
  keyFile: string | null
  /** In every member's certificate; null = the host of the member's own address. */
  serverName: string | null
}

export interface EtcdUser {
  name: string
  password: SecretSource
}

/** What all keys on a lab's cluster begin with. */
export function keyPrefixOf({ terms }: Pick<LabAddress, 'terms'>): string {
  return terms?.keyPrefix ?? 'retryscope/'
}

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
  readonly etcdVersion: string
  readonly toxiproxyVersion: string
  readonly capabilities: LabCapabilities
  /** Folder with the lab's logs and lock; also its name for whoever looks for leftovers of a crash. */
  readonly directory: string
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
  terms: ClusterTerms
  limits: AbortLimits
  /** The bundled guard, run by Node. */
  guardScript: string
}

/** When a run on a cluster that is not ours ends by itself. Null = never for this reason. */
export interface AbortLimits {
  /** The run ends when more members than these are down. */
  membersDown: number | null
  /** The run ends when there was no leader for so long. */
  noLeaderSeconds: number | null
}

export type LabSettings = LocalLabSettings | ExternalLabSettings
