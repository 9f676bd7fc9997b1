/** One coordinate of the fault matrix, and what it means in time. */
import type { LossParams } from './faults/loss'

/** How a matrix loses: whole attempts in one of their modes, or packets. */
export type PointLossMode = LossParams['mode'] | 'packet'

export interface FaultPoint {
  /** Share of attempts (packet loss: of packets) that are lost, in percent; how, says the matrix. */
  lossPercent: number
  /** Added by Toxiproxy to what passes the matrix's link, replies unless it says otherwise. */
  latencyMs: number
  /** The latency is uniform in [latency − jitter, latency + jitter), never below 0. */
  jitterMs: number
  leaderSwitchesPerMinute: number
}

/** The baseline: nothing is disturbed. */
export const NO_FAULT: FaultPoint = {
  lossPercent: 0,
  latencyMs: 0,
  jitterMs: 0,
  leaderSwitchesPerMinute: 0,
}

/**
 * When leader switches are due inside a window: at (k + ½) / rate, so that a window of n periods holds n switches.
 * @returns milliseconds from the window's begin, ascending
 */
export function leaderSwitchTimes(switchesPerMinute: number, windowMs: number): number[] {
  if (switchesPerMinute <= 0) return []
  const periodMs = 60_000 / switchesPerMinute
  const times: number[] = []
  for (let due = periodMs / 2; due < windowMs; due += periodMs) times.push(due)
  return times
}

/**
 * "5 % request loss · 100 ± 50 ms · 6 switches/min": the point in words for tables and logs; loss only where there is some,
 * and never without its mode.
 */
export function describeFaultPoint(point: FaultPoint, lossMode: PointLossMode): string {
  const latency =
    point.latencyMs === 0 && point.jitterMs === 0
      ? 'no latency'
      : point.jitterMs === 0
        ? `${point.latencyMs} ms`
        : `${point.latencyMs} ± ${point.jitterMs} ms`
  const switches =
    point.leaderSwitchesPerMinute === 0 ? 'no switches' : `${point.leaderSwitchesPerMinute} switches/min`
  const loss = point.lossPercent === 0 ? [] : [`${point.lossPercent} % ${lossMode} loss`]
  return [...loss, latency, switches].join(' · ')
}
