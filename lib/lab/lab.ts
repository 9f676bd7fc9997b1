/** The lab as everybody else sees it: where it is, what it runs, and how it ends. Drivers stand beside this file. */
import type { ProcessIdentity } from './process/process-identity'

/** One etcd member and the Toxiproxy proxy in front of it. */
export interface LabMember {
  name: string
  /** host:port of the member's client port, around the proxy. */
  directAddress: string
  proxyName: string
  /** host:port of the member's client port through Toxiproxy. */
  proxiedAddress: string
  /** host:port of the member's peer port; null where that is somebody else's business. */
  peerAddress: string | null
  /** The proxy that the other members reach it through; null where they talk without one. */
  peerProxyName: string | null
  /** host:port of the peer port through Toxiproxy: what the member tells its peers. */
  peerProxiedAddress: string | null
  /** Base URL of the member's HTTP endpoints: /metrics counts what really arrived. */
  adminUrl: string
}

/** Plain JSON: can be posted to a worker thread. */
export interface LabAddress {
  driver: 'local' | 'external'
  toxiproxyUrl: string
  members: LabMember[]
  /** The network of their own that the programs are in; null where they share this machine's, or are elsewhere. */
  namespace: LabNamespace | null
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
}

export interface Lab {
  readonly address: LabAddress
  readonly etcdVersion: string
  readonly toxiproxyVersion: string
  /** Folder with the lab's logs and lock; also its name for whoever looks for leftovers of a crash. */
  readonly directory: string
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
}

export type LabSettings = LocalLabSettings | ExternalLabSettings
