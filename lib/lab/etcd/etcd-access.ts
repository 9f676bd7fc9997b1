/** How this process speaks to the members of a lab: the one place that makes channels. */
import * as grpc from '@grpc/grpc-js'
import { checkServerIdentity, type SecureContext } from 'node:tls'
import { keyPrefixOf, type ClusterTerms } from '../cluster-terms'
import type { LabAddress, LabMember } from '../lab'
import { AuthSession } from './auth-session'
import { EtcdChannel, type EtcdConnection } from './etcd-channel'
import { fenceOf, type Fence } from './fence'
import { readSecret } from './secret'
import { announcedName, serverNameOf, tlsContext } from './tls'

/** Announced in place of a number, which must not be announced; what the certificate must bear is the number. */
const STAND_IN = 'etcd'

/** All that is needed to speak to a member around its proxy. */
type Reachable = Pick<LabMember, 'directAddress'>

/** Makes channels with the lab's certificates, on its user's session, within its fence. */
export class EtcdAccess {
  readonly members: readonly LabMember[]
  readonly terms: ClusterTerms | undefined
  readonly keyPrefix: string
  /** Null where nobody logs in. */
  readonly session: AuthSession | null
  readonly #context: SecureContext | null
  readonly #fence: Fence | null

  /** @throws LabError when a certificate cannot be read */
  constructor({ members, terms }: Pick<LabAddress, 'members' | 'terms'>) {
    this.members = members
    this.terms = terms
    this.keyPrefix = keyPrefixOf({ terms })
    this.#context = terms?.tls ? tlsContext(terms.tls) : null
    this.#fence = fenceOf(terms)
    this.session = terms?.user ? this.#sessionOf(terms.user) : null
  }

  /** A channel to the member around its proxy. */
  direct(member: Reachable): EtcdChannel {
    return this.through(member, member.directAddress)
  }

  /** A channel to the member through its proxy. */
  proxied(member: LabMember): EtcdChannel {
    return this.through(member, member.proxiedAddress)
  }

  /** A channel to the member through another proxy of ours, at host:port. */
  through(member: Reachable, address: string): EtcdChannel {
    return new EtcdChannel(address, this.#connection([member]))
  }

  /**
   * A channel to all members at once.
   * @param target of a form that grpc-js takes for several addresses
   * @param changes of the options that all our channels have
   */
  toAll(target: string, changes: grpc.ClientOptions): EtcdChannel {
    return new EtcdChannel(target, this.#connection(this.members), changes)
  }

  /** @param members one of whose names the certificate must bear */
  #connection(members: readonly Reachable[], tokens = this.session): EtcdConnection {
    const common = { tokens, fence: this.#fence }
    const tls = this.terms?.tls
    if (!tls || !this.#context)
      return { ...common, credentials: grpc.credentials.createInsecure(), serverName: null }
    // Through a proxy the address is another one, but the certificate is still the member's.
    const names = members.map((member) => serverNameOf(tls, member))
    const credentials = grpc.credentials.createFromSecureContext(this.#context, {
      checkServerIdentity: (_, certificate) => {
        const problems = names.map((name) => checkServerIdentity(name, certificate))
        return problems.includes(undefined) ? undefined : problems[0]
      },
    })
    // grpc-js always announces something.
    return { ...common, credentials, serverName: announcedName(names[0] ?? '') || STAND_IN }
  }

  #sessionOf({ name, password }: NonNullable<ClusterTerms['user']>): AuthSession {
    return new AuthSession(
      name,
      () => readSecret(password, 'password'),
      () =>
        this.members.map((member) => new EtcdChannel(member.directAddress, this.#connection([member], null))),
    )
  }
}

const known = new WeakMap<LabAddress, EtcdAccess>()

/**
 * The way to the lab at this address; the same for all who ask in this thread, so that they share one session.
 * @throws LabError when a certificate cannot be read
 */
export function etcdAccess(address: LabAddress): EtcdAccess {
  const existing = known.get(address)
  if (existing) return existing
  const access = new EtcdAccess(address)
  known.set(address, access)
  return access
}
