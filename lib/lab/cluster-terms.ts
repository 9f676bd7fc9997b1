/** On which terms a cluster that is not ours is used: how it is spoken to, what may be done to it, when a run there ends. */
import type { Allowance } from '@/lib/core/fault/allowance'

/** Where a secret lies: what is logged, stored and posted names this, never the secret. */
export type SecretSource = { file: string } | { variable: string }

/** Holds no secret. */
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

/** When a run ends by itself. Null = never for this reason. */
export interface AbortLimits {
  /** The run ends when more members than these are down. */
  membersDown: number | null
  /** The run ends when there was no leader for so long. */
  noLeaderSeconds: number | null
}

/** What all keys on a lab's cluster begin with. */
export function keyPrefixOf({ terms }: { terms?: ClusterTerms }): string {
  return terms?.keyPrefix ?? 'retryscope/'
}
