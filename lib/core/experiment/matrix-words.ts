/** The fault matrix in words. Loss is never named without its mode: a lost request, answer and packet are three things. */
import type { FaultPoint } from '../fault/fault-point'
import { AXIS_NAMES, faultPoints, type AxisName } from './fault-points'
import type { Matrix } from './matrix'

type Ways = Pick<Matrix, 'loss' | 'latency'>

const LOSS_TITLES: Record<Matrix['loss']['mode'], string> = {
  request: 'request loss per attempt',
  ack: 'ack loss per attempt',
  mixed: 'mixed loss per attempt (request or ack)',
  packet: 'packets lost',
}
const LINK_WORDS = { client: '', peer: ' between members', both: ' on client and peer links' }
/** More values than this are told by their ends. */
const LISTED_VALUES = 6

/** What stands on an axis, without its unit: "request loss per attempt", "latency between members". */
export function axisTitles({ loss, latency }: Ways): Record<AxisName, string> {
  const latencyPlace = `${latency.stream === 'upstream' ? ' upstream' : ''}${LINK_WORDS[latency.link]}`
  return {
    lossPercent: `${LOSS_TITLES[loss.mode]}${LINK_WORDS[loss.link]}`,
    latencyMs: `latency${latencyPlace}`,
    jitterMs: `jitter${latencyPlace}`,
    leaderSwitchesPerMinute: 'leader switches',
  }
}

export const AXIS_UNITS: Record<AxisName, string> = {
  lossPercent: '%',
  latencyMs: 'ms',
  jitterMs: '± ms',
  leaderSwitchesPerMinute: 'per minute',
}

/** How the matrix loses: "request loss per attempt, silent", "packets lost between members". */
export function lossWords({ loss, latency }: Ways): string {
  const title = axisTitles({ loss, latency }).lossPercent
  return loss.mode === 'packet' ? title : `${title}, ${loss.manner}`
}

/** One phrase for each axis that disturbs anything: "request loss per attempt, silent: 0, 5, 25 %". */
export function matrixWords(matrix: Matrix): string[] {
  const points = faultPoints(matrix)
  const titles = { ...axisTitles(matrix), lossPercent: lossWords(matrix) }
  return AXIS_NAMES.flatMap((name) => {
    const values = valuesOf(points, name)
    return values.every((value) => value === 0)
      ? []
      : [`${titles[name]}: ${valuesWords(values, AXIS_UNITS[name])}`]
  })
}

/** Every value of an axis once, ascending. */
export function valuesOf(points: readonly FaultPoint[], name: AxisName): number[] {
  return [...new Set(points.map((point) => point[name]))].sort((a, b) => a - b)
}

/** "0, 5, 25 %", "9 values from 0 to 400 ms"; the sign of a unit stands before each value: "± 0, ± 300 ms". */
function valuesWords(values: readonly number[], unit: string): string {
  const [, sign = '', name = ''] = /^(± )?(.*)$/.exec(unit) ?? []
  const written = values.map((value) => `${sign}${value}`)
  const list =
    written.length <= LISTED_VALUES
      ? written.join(', ')
      : `${written.length} values from ${written[0] ?? ''} to ${written.at(-1) ?? ''}`
  return `${list} ${name}`
}
