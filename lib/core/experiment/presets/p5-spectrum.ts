/** P5: three points of the fault spectrum, on the links between members. */
import type { FaultPoint } from '../../fault/fault-point'
import { atLeast, NO_FIGURE } from '../../published/claim'
import { checked, ofFigures } from '../../published/measured'
import { betweenMembers, NO_RETRY, peerCallers, RETRY } from './peer-callers'
import { presetOf } from './preset'

const point = (lossPercent: number, jitterMs: number, leaderSwitchesPerMinute: number): FaultPoint => ({
  ...{ lossPercent, latencyMs: jitterMs, jitterMs, leaderSwitchesPerMinute },
})
const MILD = point(5, 20, 1)
const MIDDLE = point(25, 180, 6)
const GRAVE = point(40, 450, 10)

const p99 = ofFigures(({ p99LatencyMs }) => p99LatencyMs)
const NOT_OF_RAFT = {
  figure: '0',
  because: 'Raft answers linearizable reads and commits by a majority only, however bad the links are',
}

export const p5 = presetOf({
  name: 'p5',
  title: 'P5 · The fault spectrum between members',
  description:
    'Three points of the article’s spectrum: loss, jitter and leader switches that hit Raft’s own traffic, so the links between members. Loss drops real packets there, which needs Linux, root and nftables: elsewhere this preset is refused, never replaced by something milder. Jitter is uniform and not Gaussian as in the article, because Toxiproxy has no other; a latency as large as the jitter stands under it, because a delay cannot be negative. What it is said to expose is looked for by the checkers in etcd’s own history; a truncated log is not visible from outside. Gets are linearizable, so a stale one would be a fault of etcd.',
  source: {
    ...{ article: 1, section: '§3.3', title: 'A spectrum of loss, jitter and leader switches' },
    quote:
      '5%、±20ms、1次/分钟：偶发提交延迟；25%、±180ms、6次/分钟：日志截断、读陈旧数据；40%、±450ms、10次/分钟：分区脑裂、状态机分裂',
  },
  claims: [
    {
      ...{ strategy: NO_RETRY, point: MILD, metric: 'time of an operation, P99', unit: 'ms' },
      ...{ published: 'occasional delays of commits', figure: NO_FIGURE, measure: p99 },
    },
    {
      ...{ strategy: NO_RETRY, point: MIDDLE, metric: 'time of an operation, P99', unit: 'ms' },
      ...{ published: 'log truncation', figure: NO_FIGURE, measure: p99 },
    },
    {
      ...{ strategy: RETRY, metric: 'stale reads, at any of the points', unit: 'count' },
      ...{ published: 'stale reads', figure: atLeast(1), arithmetic: () => NOT_OF_RAFT },
      measure: checked('stale-reads', 'stale reads'),
    },
    {
      ...{
        strategy: RETRY,
        metric: 'acknowledged writes that are lost, at any of the points',
        unit: 'count',
      },
      ...{ published: 'split brain, diverging state machines', figure: atLeast(1) },
      ...{ arithmetic: () => NOT_OF_RAFT, measure: checked('lost-updates', 'lost updates') },
    },
  ],
  input: {
    name: 'P5: the fault spectrum between members',
    ...peerCallers,
    matrix: {
      points: [MILD, MIDDLE, GRAVE],
      ...betweenMembers,
    },
    // Long enough for one switch a minute, which is due after half of one.
    trialDurationMs: 40_000,
  },
})
