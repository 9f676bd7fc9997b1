/** What etcd3 itself needs to be let in by a lab's members: it makes its own connections and opens its own session. */
import type { IOptions } from 'etcd3'
import { rootCertificates } from 'node:tls'
import { LabError } from '../lab-error'
import type { EtcdAccess } from './etcd-access'
import { readSecret } from './secret'
import { hostOf, serverNameOf, tlsFiles } from './tls'

export type Etcd3Login = Pick<IOptions, 'hosts' | 'credentials' | 'auth' | 'grpcOptions'>

/** @throws LabError when etcd3 has no way to do what the cluster asks for */
export function etcd3Login({ members, terms }: EtcdAccess): Etcd3Login {
  const scheme = terms?.tls ? 'https' : 'http'
  const hosts = members.map(({ proxiedAddress }) => `${scheme}://${proxiedAddress}`)
  const auth = terms?.user && {
    username: terms.user.name,
    password: readSecret(terms.user.password, 'password'),
  }
  if (!terms?.tls) return { hosts, ...(auth && { auth }) }
  const names = new Set(members.map((member) => serverNameOf(terms.tls ?? { serverName: null }, member)))
  const [name = '', ...others] = names
  if (others.length > 0)
    throw new LabError(
      'etcd3 as it comes expects the same name in every member’s certificate. Set RETRYSCOPE_ETCD_SERVER_NAME to a name that all of them bear, or leave this client out.',
    )
  if (auth && members.some(({ proxiedAddress }) => hostOf(proxiedAddress) !== name))
    throw new LabError(
      `etcd3 as it comes logs in under the address that it connects to, and that is the proxy’s, not ${name}. ` +
        'Let RETRYSCOPE_PROXY_HOST be a name that stands in the members’ certificates, or leave this client out.',
    )
  const { ca, cert, key } = tlsFiles(terms.tls)
  const bytes = (text: string | undefined) => (text === undefined ? undefined : Buffer.from(text))
  return {
    hosts,
    credentials: {
      rootCertificate: Buffer.from(ca ?? rootCertificates.join('\n')),
      certChain: bytes(cert),
      privateKey: bytes(key),
    },
    ...(auth && { auth }),
    grpcOptions: { 'grpc.ssl_target_name_override': name },
  }
}
