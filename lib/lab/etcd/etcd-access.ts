/** How this process speaks to the members of a lab: the one place that makes channels. */
import * as grpc from '@grpc/grpc-js'
import { checkServerIdentity, type SecureContext } from 'node:tls'
import { keyPrefixOf, type LabAddress, type LabMember } from '../lab'
import { AuthSession } from './auth-session'
import { EtcdChannel, type EtcdConnection } from './etcd-channel'
import { fenceOf, type Fence } from './fence'
import { readSecret } from './secret'
import { announcedName, serverNameOf, tlsContext } from './tls'

/** Announced in place of a number, which must not be announced; what the certificate must bear is the number. */
const STAND_IN = 'etcd'

/** Makes channels with the lab's certificates, on its user's session, within its fence. */
export class EtcdAccess {
  readonly keyPrefix: string
  readonly #address: LabAddress
  readonly #context: SecureContext | null
  /** Null where nobody logs in. */
  readonly session: AuthSession | null
  readonly #fence: Fence | null

  /** @throws LabError when a certificate cannot be read */
  constructor(address: LabAddress) {
    const { terms } = address
    this.#address = address
    this.keyPrefix = keyPrefixOf(address)
    this.#context = terms?.tls ? tlsContext(terms.tls) : null
    this.#fence = fenceOf(terms)
    this.session = terms?.user ? this.#sessionOf(terms.user) : null
  }

  /** A channel to the member around its proxy. */
  direct(member: LabMember): EtcdChannel {
    return this.through(member, member.directAddress)
  }

  /** A channel to the member through its proxy. */
  proxied(member: LabMember): EtcdChannel {
    return this.through(member, member.proxiedAddress)
  }

  /** A channel to the member through another proxy of ours, at host:port. */
  through(member: LabMember, address: string): EtcdChannel {
    return new EtcdChannel(address, this.#connection(member))
  }

  #connection(member: LabMember, session = this.session): EtcdConnection {
    const common = { tokens: session, fence: this.#fence }
    const tls = this.#address.terms?.tls
    if (!tls || !this.#context)
      return { ...common, credentials: grpc.credentials.createInsecure(), serverName: null }
    // Through a proxy the address is another one, but the certificate is still the member's.
    const expected = serverNameOf(tls, member)
    const credentials = grpc.credentials.createFromSecureContext(this.#context, {
      checkServerIdentity: (_, certificate) => checkServerIdentity(expected, certificate),
    })
    // grpc-js always announces something.
    return { ...common, credentials, serverName: announcedName(expected) || STAND_IN }
  }

  #sessionOf({ name, password }: { name: string; password: Parameters<typeof readSecret>[0] }): AuthSession {
    return new AuthSession(
      name,
      () => readSecret(password, 'password'),
      () =>
        this.#address.members.map(
          (member) => new EtcdChannel(member.directAddress, this.#connection(member, null)),
        ),
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
