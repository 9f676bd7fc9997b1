/** An authority and its certificates, made with Node's own cryptography: tests must not need a program to make them. */
import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { isIP } from 'node:net'

export interface Issued {
  certificate: string
  key: string
}

/** DER: tag, length, content. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content])
  // As few bytes as will do: Go refuses more.
  const digits = content.length.toString(16)
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([tag, 0x80 + length.length]), length, content])
}
const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
const oid = (...bytes: number[]) => der(0x06, Buffer.from(bytes))
const octets = (...parts: Buffer[]) => der(0x04, ...parts)
const bits = (content: Buffer) => der(0x03, Buffer.from([0]), content)
const integer = (value: Buffer) => der(0x02, value)
const text = (value: string) => der(0x0c, Buffer.from(value))
const time = (date: Date) =>
  der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`))

const COMMON_NAME = oid(0x55, 0x04, 0x03)
const ECDSA_WITH_SHA256 = sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02))
const BASIC_CONSTRAINTS = oid(0x55, 0x1d, 0x13)
const ALTERNATIVE_NAMES = oid(0x55, 0x1d, 0x11)
const TRUE = der(0x01, Buffer.from([0xff]))

const named = (name: string) => sequence(der(0x31, sequence(COMMON_NAME, text(name))))

function alternativeNames(hosts: readonly string[]): Buffer {
  const names = hosts.map((host) =>
    isIP(host) ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host)),
  )
  return sequence(ALTERNATIVE_NAMES, octets(sequence(...names)))
}

function issue(
  subject: { name: string; publicKey: KeyObject; extensions: Buffer[] },
  issuer: { name: string; key: KeyObject },
): string {
  const day = 86_400_000
  const serial = Buffer.concat([Buffer.from([0x01]), randomBytes(15)])
  const signed = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ECDSA_WITH_SHA256,
    named(issuer.name),
    sequence(time(new Date(Date.now() - day)), time(new Date(Date.now() + day))),
    named(subject.name),
    subject.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...subject.extensions)),
  )
  const signature = sign('sha256', signed, { key: issuer.key, dsaEncoding: 'der' })
  const certificate = sequence(signed, ECDSA_WITH_SHA256, bits(signature)).toString('base64')
  return `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`
}

/** An authority that lives for a day. */
export class Authority {
  readonly #name: string
  readonly #key: KeyObject
  readonly certificate: string

  constructor(name: string) {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const isAuthority = sequence(BASIC_CONSTRAINTS, TRUE, octets(sequence(TRUE)))
    this.#name = name
    this.#key = privateKey
    this.certificate = issue({ name, publicKey, extensions: [isAuthority] }, { name, key: privateKey })
  }

  /** A certificate for a server with these hosts, or for a client: its name is then the user's. */
  issue(name: string, hosts: readonly string[] = []): Issued {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const extensions = [alternativeNames(hosts.length > 0 ? hosts : [name])]
    return {
      certificate: issue({ name, publicKey, extensions }, { name: this.#name, key: this.#key }),
      key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    }
  }
}
