/**
 * grpc-js with its own retries as the client of an arm; described in lib/core/strategy/libraries/grpc-js.ts. Each call goes to
 * a channel that knows all members; which attempts it makes is seen where its load balancer picks a connection for each.
 */
import { experimental, InterceptingCall, status, type Interceptor } from '@grpc/grpc-js'
import { KVClient } from 'etcd3'
import { lookup } from 'node:dns/promises'
import type { GrpcRetryPolicy, GrpcServiceConfig } from '@/lib/core/strategy/library-client'
import type { AttemptReply, AttemptRequest } from '@/lib/engine/ports'
import type { LabMember } from '../lab'
import { LabError } from '../lab-error'
import { classifyStatus, describeError, isServiceError, type GrpcStatus } from './classify-reply'
import type { EtcdAccess } from './etcd-access'
import { sendRequest, type ArmKeys } from './etcd-request'
import type { LibraryConnection } from './library-clients'
import { memberAt } from './member-at'
import { ToldTries } from './told-tries'
import { watched, watchPicks } from './watched-picks'

let opened = 0

/** Opens channels that share what the service config says of throttling, and share nothing with other arms. */
export async function openGrpcJs(
  access: EtcdAccess,
  keys: ArmKeys,
  config: GrpcServiceConfig,
  channels: number,
): Promise<LibraryConnection[]> {
  const { members } = access
  const [{ retryPolicy: policy } = {}] = config.methodConfig
  if (!policy) throw new Error('a service config without a retry policy')
  // grpc-js keeps the tokens of retryThrottling for the whole process, by target: the name in it makes them this arm's own.
  const target = `ipv4://arm-${++opened}/${(await Promise.all(members.map(numericAddress))).join(',')}`
  const loadBalancingConfig = watched(config.loadBalancingConfig)
  const options = {
    'grpc.enable_retries': 1,
    'grpc.service_config': JSON.stringify({ ...config, loadBalancingConfig }),
  }
  return Array.from({ length: channels }, () => {
    const channel = access.toAll(target, options)
    const client = new KVClient(channel)
    return {
      attempt: (request) =>
        new RetriedCall(request, policy, config.retryThrottling !== undefined, members).send(client, keys),
      // Only round_robin keeps a connection to each of them.
      reaches: 'round_robin' in (config.loadBalancingConfig[0] ?? {}) ? members.length : 1,
      close: () => channel.close(),
    }
  })
}

/** One call, with the tries that grpc-js makes of it. */
class RetriedCall {
  readonly #request: AttemptRequest
  readonly #policy: GrpcRetryPolicy
  readonly #isThrottled: boolean
  readonly #members: readonly LabMember[]
  readonly #tries: ToldTries
  /** The try under way has left the client, to this member. */
  #sentTo: { member: number | null } | null = null
  /** The answer has begun: from then on grpc-js does not retry. */
  #isCommitted = false
  #stopWatching: (() => void) | null = null

  constructor(
    request: AttemptRequest,
    policy: GrpcRetryPolicy,
    isThrottled: boolean,
    members: readonly LabMember[],
  ) {
    this.#request = request
    this.#policy = policy
    this.#isThrottled = isThrottled
    this.#members = members
    this.#tries = new ToldTries(request.onTry)
  }

  async send(client: KVClient, keys: ArmKeys): Promise<AttemptReply> {
    const { signal, timeoutMs } = this.#request
    try {
      return await sendRequest(client, keys, this.#request, {
        // grpc-js drops fractions when it arms its timer; the call must not end before its time.
        deadline: Math.ceil(Date.now() + timeoutMs),
        signal,
        interceptors: [this.#interceptor],
      })
    } catch (error) {
      if (!isServiceError(error)) throw error
      return this.#failed(error)
    } finally {
      this.#stopWatching?.()
    }
  }

  readonly #interceptor: Interceptor = (options, nextCall) =>
    new InterceptingCall(nextCall(options), {
      start: (metadata, _listener, start) => {
        // Calls share their metadata.
        const own = metadata.clone()
        this.#stopWatching = watchPicks(own, (result) => this.#picked(result))
        start(own, {
          onReceiveMetadata: (received, pass) => {
            this.#isCommitted = true
            pass(received)
          },
        })
      },
    })

  #picked(result: experimental.PickResult): experimental.PickResult {
    // Of what is repeated without a wait, only a refused stream was sent, and its end is told after the next pick.
    if (this.#sentTo) this.#ended({ code: status.UNAVAILABLE, details: 'Stream refused by server' })
    this.#tries.begin()
    const { pickResultType, subchannel } = result
    if (pickResultType === experimental.PickResultType.QUEUE) return result
    if (!subchannel) {
      this.#ended(result.status ?? { code: status.UNAVAILABLE, details: 'No connection established' })
      return result
    }
    const number = this.#tries.count
    return {
      ...result,
      onCallStarted: () => {
        this.#sentTo = { member: memberAt(this.#members, subchannel.getAddress()) }
        result.onCallStarted?.()
      },
      onCallEnded: (code, details, trailers) => {
        if (this.#tries.count === number) this.#ended({ code, details })
        result.onCallEnded?.(code, details, trailers)
      },
    }
  }

  #ended(status: GrpcStatus): void {
    this.#tries.end(classifyStatus(this.#request.kind, status), this.#sentTo?.member ?? null)
    this.#sentTo = null
  }

  /** What the call is answered with, and why grpc-js made no further try. */
  #failed(error: GrpcStatus): AttemptReply {
    // The call ended while a try was waiting for a connection, or before there was one.
    if (this.#tries.isUnderWay || !this.#tries.last) {
      this.#tries.begin()
      this.#ended(error)
    }
    const gaveUp = this.#reason(error)
    if (gaveUp === 'refused' && this.#isThrottled && !this.#isCommitted) this.#tries.refuse('throttled')
    const { last } = this.#tries
    if (!last) throw new Error('a call of grpc-js failed without a try')
    return { ...last, gaveUp }
  }

  #reason({ code }: GrpcStatus): NonNullable<AttemptReply['gaveUp']> {
    // etcd ends a call so only at the deadline that it was sent.
    if (code === status.DEADLINE_EXCEEDED) return 'deadline'
    if (code === status.CANCELLED && this.#request.signal.aborted) return 'cancelled'
    if (!this.#policy.retryableStatusCodes.includes(status[code])) return 'permanent-error'
    return this.#tries.count >= this.#policy.maxAttempts ? 'attempts-exhausted' : 'refused'
  }
}

/** With the host as a number: grpc-js takes several addresses only so. */
async function numericAddress({ name, proxiedAddress }: LabMember): Promise<string> {
  const { hostname, port } = new URL(`http://${proxiedAddress}`)
  try {
    const { address } = await lookup(hostname, { family: 4 })
    return `${address}:${port}`
  } catch (error) {
    throw new LabError(
      `There is no IPv4 address for ${hostname}, where ${name} is reached (${describeError(error)}). ` +
        'Check the name, or give the address as a number.',
      { cause: error },
    )
  }
}
