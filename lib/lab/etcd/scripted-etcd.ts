/** Test support: servers that speak etcd's KV service and answer each call as a script says. No etcd, but real connections. */
import { Server, ServerCredentials, status, type sendUnaryData, type ServerUnaryCall } from '@grpc/grpc-js'
import type { ServiceDefinition } from '@grpc/grpc-js'
import type { LabMember } from '../lab'
import { etcdService } from './etcd-services'

/** ok; never; a status; or the head of an answer, and then a status. */
export type Answer = 'ok' | 'never' | { code: status; details?: string; afterHead?: boolean }

export class ScriptedEtcd {
  readonly members: LabMember[] = []
  /** The members in the order in which they were asked, since the last {@link answer}. */
  readonly asked: number[] = []
  /** Names of metadata that came with the calls. */
  readonly metadataNames = new Set<string>()
  readonly #servers: Server[] = []
  #script: readonly Answer[] = []
  #otherwise: Answer = 'ok'

  /** Listens on a port of its own per member. */
  static async start(members: number): Promise<ScriptedEtcd> {
    const etcd = new ScriptedEtcd()
    for (let member = 0; member < members; member++) await etcd.#listen(member)
    return etcd
  }

  /** What comes from now on, whoever is asked: first the script, then always the other. */
  answer(script: readonly Answer[], otherwise: Answer = 'ok'): void {
    this.asked.length = 0
    this.#script = script
    this.#otherwise = otherwise
  }

  close(): void {
    for (const server of this.#servers) server.forceShutdown()
  }

  async #listen(member: number): Promise<void> {
    const server = new Server()
    const handle = (call: ServerUnaryCall<unknown, unknown>, reply: sendUnaryData<unknown>) => {
      const answer = this.#script[this.asked.length] ?? this.#otherwise
      this.asked.push(member)
      for (const name of Object.keys(call.metadata.getMap())) this.metadataNames.add(name)
      if (answer === 'never') return
      if (answer === 'ok') return reply(null, { header: { revision: '7' } })
      if (answer.afterHead) call.sendMetadata(call.metadata)
      reply({ code: answer.code, details: answer.details ?? 'as the script says' })
    }
    server.addService(kvService(), { Put: handle, Range: handle })
    const port = await new Promise<number>((resolve, reject) =>
      server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
        error ? reject(error) : resolve(bound),
      ),
    )
    const address = `127.0.0.1:${port}`
    this.#servers.push(server)
    this.members.push({
      name: `m${member + 1}`,
      directAddress: address,
      proxyName: `m${member + 1}`,
      proxiedAddress: address,
      ...{ peerAddress: null, peerProxyName: null, peerProxiedAddress: null },
      adminUrl: '',
    })
  }
}

function kvService(): ServiceDefinition {
  return (etcdService('KV') as unknown as { service: ServiceDefinition }).service
}
