/**
 * etcd3 as it comes, as the client of an arm; described in lib/core/strategy/libraries/etcd3.ts. Its policies, its draw of the
 * members and its connections are its own; each call that it makes is seen by an interceptor in the options of the request.
 */
import { InterceptingCall, status, type ChannelOptions, type Interceptor } from '@grpc/grpc-js'
import { isBrokenCircuitError } from 'cockatiel'
import { Etcd3, isRecoverableError } from 'etcd3'
import { ETCD3_ATTEMPTS } from '@/lib/core/strategy/libraries/etcd3'
import type { RequestKind } from '@/lib/core/history/attempt'
import type { AttemptReply, AttemptRequest } from '@/lib/engine/ports'
import { onAbort } from '../abort-callbacks'
import type { LabMember } from '../lab'
import { classifyStatus, succeeded } from './classify-reply'
import type { EtcdAccess } from './etcd-access'
import type { ArmKeys } from './etcd-request'
import { etcd3Login } from './etcd3-login'
import type { LibraryConnection } from './library-clients'
import { memberAt } from './member-at'
import { ToldTries } from './told-tries'
import { markedValue } from './write-mark'

/** Nothing that changes what etcd3 does: arms must not share connections, and the environment must not come between. */
const APART: ChannelOptions = {
  'grpc.use_local_subchannel_pool': 1,
  'grpc.enable_http_proxy': 0,
  'grpc.service_config_disable_resolution': 1,
}

/** When the caller leaves: in wall-clock milliseconds, and when the trial is given up. */
interface Until {
  deadline: number
  signal: AbortSignal
}

/**
 * What comes of a call that begins at the deadline: grpc-js may still pick a connection for it, but etcd starts none
 * (measured: 0 of 1,800).
 */
const NO_TIME_LEFT: AttemptReply = { outcome: 'fail', errorClass: 'not-sent' }

/** @throws LabError when etcd3 has no way to do what the cluster asks for */
export function openEtcd3(access: EtcdAccess, keys: ArmKeys): LibraryConnection {
  const { members } = access
  const login = etcd3Login(access)
  const client = new Etcd3({ ...login, grpcOptions: { ...APART, ...login.grpcOptions } })
  return {
    attempt: (request) => attempt(client, keys, members, request),
    reaches: members.length,
    close: () => client.close(),
  }
}

async function attempt(
  client: Etcd3,
  { prefix, valueBytes }: ArmKeys,
  members: readonly LabMember[],
  request: AttemptRequest,
): Promise<AttemptReply> {
  const { kind, timeoutMs, signal } = request
  const tries = new ToldTries(request.onTry)
  // grpc-js drops fractions when it arms its timer; a call must not end before its time.
  const deadline = Math.ceil(Date.now() + timeoutMs)
  const options = { deadline, interceptors: [told(kind, tries, members, { deadline, signal })] }
  const key = Buffer.from(`${prefix}${request.key}`)
  try {
    if (kind === 'put') await client.put(key).value(markedValue(request, valueBytes)).options(options).exec()
    else if (kind === 'get') await client.get(key).options(options).exec()
    else throw new RangeError(`etcd3 as it comes is asked for puts and gets, not for a ${kind}`)
    return succeeded()
  } catch (error) {
    return failed(error, tries, { deadline, signal })
  }
}

/** Tells of each call that etcd3 makes; it is cancelled when the trial is given up. */
function told(
  kind: RequestKind,
  tries: ToldTries,
  members: readonly LabMember[],
  { deadline, signal }: Until,
): Interceptor {
  return (options, nextCall) => {
    const next = nextCall(options)
    const cancel = () => next.cancelWithStatus(status.CANCELLED, 'The trial was given up.')
    return new InterceptingCall(next, {
      start: (metadata, _listener, start) => {
        tries.begin()
        const isLate = Date.now() >= deadline
        const forget = onAbort(signal, cancel)
        start(metadata, {
          onReceiveStatus: (received, pass) => {
            forget()
            tries.end(
              isLate ? NO_TIME_LEFT : classifyStatus(kind, received),
              memberAsked(members, received.details, next.getPeer()),
            )
            pass(received)
          },
        })
        // etcd3 retries a cancelled call, too.
        if (signal.aborted) cancel()
      },
    })
  }
}

/** grpc-js forgets the peer of a call that its deadline ended, but names it in the details. */
function memberAsked(members: readonly LabMember[], details: string, peer: string): number | null {
  return memberAt(members, /remote_addr=([^\s,]+)/.exec(details)?.[1] ?? peer)
}

/** What the request is answered with, and why etcd3 made no further call. @throws what is no failure of a call: a bug */
function failed(error: unknown, tries: ToldTries, { deadline, signal }: Until): AttemptReply {
  if (!(error instanceof Error) || tries.last?.outcome === 'ok') throw error
  const gaveUp = reason()
  if (gaveUp === 'refused') tries.refuse('breaker-open')
  if (!tries.last) throw error
  return { ...tries.last, gaveUp }

  function reason(): NonNullable<AttemptReply['gaveUp']> {
    if (signal.aborted) return 'cancelled'
    // Every breaker is open. When one has opened during this request, etcd3 tells the error before it instead.
    if (isBrokenCircuitError(error)) return 'refused'
    if (Date.now() >= deadline || tries.last?.errorClass === 'attempt-timeout') return 'deadline'
    if (!isRecoverableError(error as Error)) return 'permanent-error'
    return tries.count < ETCD3_ATTEMPTS ? 'refused' : 'attempts-exhausted'
  }
}
