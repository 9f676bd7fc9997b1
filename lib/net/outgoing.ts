/**
 * Where requests to others may go. A name is looked up once, every answer is checked, and the connection is made to what was
 * checked: a name that answers differently a moment later (DNS rebinding) leads nowhere else.
 */
import { lookup as askNameService } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { kindOfAddress, type AddressKind } from './address-kind'

/** One address of a host. */
export interface Answer {
  address: string
  family: number
}

/** All addresses of a host. */
export type NameService = (host: string) => Promise<readonly Answer[]>

export interface OutgoingTerms {
  /**
   * Whether whoever runs Retryscope has named this host for such requests. Those that are not named are asked in the public
   * network only; those that are named may be on a private one, and on this machine if they are written so (127.0.0.1, localhost).
   */
  isListed: (host: string) => boolean
  /** This machine's, when left out. */
  nameService?: NameService | undefined
}

/** Why a request is not made, in a sentence that begins with the host. */
export class OutgoingRefusal extends Error {
  override readonly name = 'OutgoingRefusal'
}

/** The host is not known, or the name service does not answer: another try may go better. */
export class UnknownHost extends Error {
  override readonly name = 'UnknownHost'
}

/**
 * The address to connect to.
 * @param host a name or an IP address, IPv6 with or without brackets
 * @throws OutgoingRefusal where one of its addresses may not be asked; UnknownHost where it has none
 */
export async function checkedAddress(host: string, terms: OutgoingTerms): Promise<Answer> {
  const name = host.replace(/^\[(.*)\]$/, '$1')
  if (isOddNumber(name))
    throw new OutgoingRefusal(
      `${host} is an address in an unusual form. Write four decimal numbers, or a name.`,
    )
  const answers = await answersOf(name, terms.nameService ?? ofThisMachine)
  const isListed = terms.isListed(name)
  for (const { address } of answers) {
    const reason = reasonAgainst(kindOfAddress(address), name, isListed)
    if (reason === null) continue
    throw new OutgoingRefusal(`${host}${address === name ? '' : ` (now ${address})`} ${reason}`)
  }
  const [first] = answers
  if (!first) throw new UnknownHost(`${host} has no address.`)
  return first
}

/**
 * For `lookup` of a request: whatever the request names, the connection goes to the address that was checked. The name stays for
 * the Host field and for TLS.
 */
export function lookupOf({ address, family }: Answer): LookupFunction {
  return (_host, options, callback) => {
    if (options.all) callback(null, [{ address, family }])
    else callback(null, address, family)
  }
}

async function answersOf(name: string, nameService: NameService): Promise<readonly Answer[]> {
  const family = isIP(name)
  if (family !== 0) return [{ address: name, family }]
  try {
    return await nameService(name)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UnknownHost(`${name} is not known here: ${reason}.`, { cause: error })
  }
}

const ofThisMachine: NameService = (host) => askNameService(host, { all: true })

/** 2130706433, 0x7f.1 and 0177.0.0.1 are 127.0.0.1 to most programs, and no name ends in a number. */
function isOddNumber(name: string): boolean {
  return isIP(name) === 0 && /(^|\.)(\d+|0x[\da-f]*)\.?$/i.test(name)
}

function reasonAgainst(kind: AddressKind, name: string, isListed: boolean): string | null {
  switch (kind) {
    case 'public':
      return null
    case 'private':
      return isListed ? null : 'is in a private network, and nobody has listed it.'
    case 'loopback':
      if (!isListed) return 'is this machine itself, and nobody has listed it.'
      return isIP(name) !== 0 || /^(.+\.)?localhost$/i.test(name)
        ? null
        : 'is this machine itself. If that is meant, list it as localhost or by its number.'
    case 'link-local':
      if (!isListed) return 'is a link-local address, and nobody has listed it.'
      return isIP(name) !== 0 ? null : 'leads to a link-local address. If that is meant, list its number.'
    case 'metadata':
      return 'is where a cloud hands out credentials; it is never asked.'
    case 'special':
      return 'is the address of no server.'
  }
}
