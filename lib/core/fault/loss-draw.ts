/** Which attempts are lost: a draw per attempt, from a stream that knows the trial, the operation and the attempt only. */
import type { RandomStream } from '../random/stream'
import type { FaultStep } from './fault'
import type { LossKind, LossParams } from './faults/loss'

/** A loss with the time in which it acts; milliseconds from the window's begin. */
export interface LossWindow {
  startMs: number
  /** Null = until the last operation has ended. */
  endMs: number | null
  params: LossParams
}

/** The losses among the steps of a schedule. */
export function lossWindows(steps: readonly FaultStep[]): LossWindow[] {
  return steps
    .filter(({ fault }) => fault === 'loss')
    .map(({ startMs, endMs, params }) => ({ startMs, endMs, params: params as LossParams }))
}

/**
 * What becomes of an attempt that starts at this time. Losses that act at once are independent: an attempt is lost with
 * probability 1 − Π(1 − pᵢ). Two numbers are drawn per window, whether or not it acts, so that an attempt's luck does not
 * depend on when it happened to start.
 */
export function drawLoss(
  windows: readonly LossWindow[],
  startMs: number,
  random: RandomStream,
): { kind: LossKind; manner: LossParams['manner'] } | null {
  let lost: ReturnType<typeof drawLoss> = null
  for (const { startMs: fromMs, endMs, params } of windows) {
    const isLost = random.next() < params.sharePercent / 100
    const half: LossKind = random.next() < 0.5 ? 'request' : 'ack'
    const acts = startMs >= fromMs && (endMs === null || startMs < endMs)
    if (acts && isLost) lost ??= { kind: params.mode === 'mixed' ? half : params.mode, manner: params.manner }
  }
  return lost
}
