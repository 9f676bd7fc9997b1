/**
 * The loop of cenkalti/backoff's Retry as two decisions, after a call and after a wait, without calling or waiting.
 * Source: github.com/cenkalti/backoff/v4 v4.3.0, retry.go:88-129 and context.go:55.
 */
import { nextBackoff } from './cenkalti-backoff'
import type { BackoffSettings, BackoffState } from './cenkalti-backoff'

/** permanent: an error made by Permanent(), or one that wraps such an error. */
export type CallResult = 'ok' | 'temporary' | 'permanent'

/** What Retry returns: the context's error, or the error of the call just made (a permanent one without its wrapping). */
export type RetryReturn = 'no-error' | 'context-error' | 'permanent-error' | 'last-error'

export type RetryStep =
  | { kind: 'wait'; nominalNs: number; delayNs: number; state: BackoffState }
  | { kind: 'return'; error: RetryReturn }

/**
 * After a call. Success and permanent errors win over a cancelled context; a cancelled context wins over the last error.
 * The context is never looked at before the first call: that one is always made.
 * @param call elapsedNs since Retry began; draw uniform in [0, 1); cancelled: the context is done, false without one
 */
export function afterCall(
  settings: BackoffSettings,
  state: BackoffState,
  call: { result: CallResult; elapsedNs: number; draw: number; cancelled: boolean },
): RetryStep {
  if (call.result === 'ok') return { kind: 'return', error: 'no-error' }
  if (call.result === 'permanent') return { kind: 'return', error: 'permanent-error' }
  if (call.cancelled) return { kind: 'return', error: 'context-error' }
  const step = nextBackoff(settings, state, call)
  return step.kind === 'stop' ? { kind: 'return', error: 'last-error' } : step
}

/** After a wait that ended, or that the context ended. */
export function afterWait(cancelled: boolean): { kind: 'call' } | { kind: 'return'; error: 'context-error' } {
  return cancelled ? { kind: 'return', error: 'context-error' } : { kind: 'call' }
}
