/** TLS towards the members of a cluster: what we trust, who we are, and which name a member must have. */
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import {
  checkServerIdentity,
  createSecureContext,
  type ConnectionOptions,
  type SecureContext,
} from 'node:tls'
import type { EtcdTls } from '../cluster-terms'
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'

/** What the files hold, undefined where none is named. @throws LabError that names the file that cannot be read */
export function tlsFiles({ caFile, certFile, keyFile }: EtcdTls) {
  const [ca, cert, key] = [caFile, certFile, keyFile].map((file) => (file === null ? undefined : read(file)))
  return { ca, cert, key }
}

/** @throws LabError that names the file that cannot be read, or says that key and certificate do not fit */
export function tlsContext(tls: EtcdTls): SecureContext {
  const files = tlsFiles(tls)
  try {
    return createSecureContext({ ...files, minVersion: 'TLSv1.2' })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LabError(
      `The certificates for etcd cannot be used (${why}). RETRYSCOPE_ETCD_CA_FILE, RETRYSCOPE_ETCD_CERT_FILE and RETRYSCOPE_ETCD_KEY_FILE must be PEM files, and the key must belong to the certificate.`,
      { cause: error },
    )
  }
}

/** For Node's https: it trusts the same authorities and expects the member's name, whatever address leads there. */
export function httpsOptions(tls: EtcdTls, member: Pick<LabMember, 'directAddress'>): ConnectionOptions {
  const name = serverNameOf(tls, member)
  return {
    ...tlsFiles(tls),
    servername: announcedName(name),
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
  }
}

/** The name that the member's certificate must bear. */
export function serverNameOf(
  tls: Pick<EtcdTls, 'serverName'>,
  member: Pick<LabMember, 'directAddress'>,
): string {
  return tls.serverName ?? hostOf(member.directAddress)
}

/** The host of host:port. */
export function hostOf(address: string): string {
  return address.slice(0, address.lastIndexOf(':'))
}

/** What to announce at the begin of a handshake: numbers are not allowed there (RFC 6066). */
export function announcedName(serverName: string): string {
  return isIP(serverName) ? '' : serverName
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown error'
    throw new LabError(`The certificates for etcd cannot be used: ${file} cannot be read (${code}).`)
  }
}
