/**
 * Sends one request and waits for its answer, its time-out or its abort: node:http on an agent of our own. It retries
 * nothing and follows no redirect, so that one attempt is one request on the wire.
 *
 * node:http rather than fetch: only its requests tell whether they went out on a connection that had been used before.
 */
import { request as httpRequest, type Agent } from 'node:http'
import type { AttemptReply, RequestKind } from '@/lib/core/history/attempt'
import { onAbort } from '../abort-callbacks'
import { classifyAnswer, classifyEnd, classifyFailure, type Unanswered } from './classify-answer'
import type { WireRequest } from './http-request'

/** Where requests go to. */
export interface Endpoint {
  host: string
  port: number
  /** The Host field: the name that the upstream goes by. */
  authority: string
}

export interface AttemptLimits {
  timeoutMs: number
  signal: AbortSignal
}

/** Resolves with what the attempt has come to; rejects only by a bug. */
export function sendAttempt(
  agent: Agent,
  { host, port, authority }: Endpoint,
  kind: RequestKind,
  { method, path, headers, body }: WireRequest,
  { timeoutMs, signal }: AttemptLimits,
): Promise<AttemptReply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ agent, host, port, method, path, headers: { host: authority, ...headers } })
    const state: Unanswered = { wasSent: false, isReused: false, hasBegun: false }
    const end = (settle: () => void) => {
      clearTimeout(timer)
      forget()
      settle()
    }
    const fail = (error: unknown) => {
      try {
        const reply = classifyFailure(kind, error, state)
        end(() => resolve(reply))
      } catch (mistake) {
        end(() => reject(mistake as Error))
      }
    }
    const giveUp = (why: 'attempt-timeout' | 'cancelled') => {
      const reply = classifyEnd(kind, why, state)
      end(() => resolve(reply))
      // Its connection goes with it: an answer that still comes must not be taken for the next one's.
      request.destroy()
    }
    // Timers drop fractions; an attempt must not end before its time.
    const timer = setTimeout(() => giveUp('attempt-timeout'), Math.ceil(timeoutMs))
    const forget = onAbort(signal, () => giveUp('cancelled'))
    // Stays until the end: a request that was given up has an error to tell when it is destroyed.
    request.on('error', fail)
    request.once('socket', (socket) => {
      state.isReused = request.reusedSocket
      if (socket.connecting) socket.once('connect', () => (state.wasSent = true))
      else state.wasSent = true
    })
    request.once('response', (response) => {
      state.hasBegun = true
      response.once('error', fail)
      response.once('end', () => {
        const { statusCode = 0, headers: fields } = response
        const reply = classifyAnswer(kind, { status: statusCode, headers: fields }, Date.now())
        end(() => resolve(reply))
      })
      response.resume()
    })
    request.end(body ?? undefined)
  })
}
