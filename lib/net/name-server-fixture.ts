/** For tests: a name server on loopback that answers every question about IPv4 with the next of some lists of addresses. */
import { createSocket } from 'node:dgram'
import { Resolver } from 'node:dns/promises'
import type { NameService } from './outgoing'

const TYPE_A = 1
const ANSWERED_WITHOUT_ERROR = 0x8180
/** Points back to the name in the question, behind the header. */
const NAME_OF_QUESTION = 0xc00c

export interface NameServer {
  nameService: NameService
  /** Questions so far. */
  asked(): number
  close(): void
}

/** @param answers the first is given to the first question, and so on; the last to all that follow */
export async function startNameServer(answers: readonly (readonly string[])[]): Promise<NameServer> {
  const socket = createSocket('udp4')
  let asked = 0
  socket.on('message', (question, { port, address }) => {
    const addresses = answers[Math.min(asked++, answers.length - 1)] ?? []
    socket.send(answerTo(question, addresses), port, address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  const resolver = new Resolver({ timeout: 2_000, tries: 1 })
  resolver.setServers([`127.0.0.1:${socket.address().port}`])
  return {
    nameService: async (host) => (await resolver.resolve4(host)).map((address) => ({ address, family: 4 })),
    asked: () => asked,
    close: () => socket.close(),
  }
}

function answerTo(question: Buffer, addresses: readonly string[]): Buffer {
  const endOfName = question.indexOf(0, 12)
  const header = Buffer.from(question.subarray(0, 12))
  header.writeUInt16BE(ANSWERED_WITHOUT_ERROR, 2)
  header.writeUInt16BE(addresses.length, 6)
  header.writeUInt32BE(0, 8)
  const records = addresses.map((address) => {
    const record = Buffer.alloc(16)
    record.writeUInt16BE(NAME_OF_QUESTION, 0)
    record.writeUInt16BE(TYPE_A, 2)
    record.writeUInt16BE(1, 4)
    record.writeUInt16BE(4, 10)
    record.set(address.split('.').map(Number), 12)
    return record
  })
  return Buffer.concat([header, question.subarray(12, endOfName + 5), ...records])
}
