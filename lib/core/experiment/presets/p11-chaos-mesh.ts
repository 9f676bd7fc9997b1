/** P11: the example for Chaos Mesh, and its arithmetic. */
import { figure, type Evidence, type Measured } from '../../published/claim'
import { receiptLine } from '../../published/measured'
import { figureText } from '../../published/words'
import { faultPoints } from '../fault-points'
import type { ExperimentSpec } from '../spec'
import { betweenMembers, peerCallers } from './peer-callers'
import { presetOf } from './preset'

const HEARTBEATS = 3
/** Every 90 s, in digits that read well. */
const SWITCHES_PER_MINUTE = 0.667

const pointOf = ({ matrix }: ExperimentSpec) => faultPoints(matrix)[0]

function switchesPerMinute({ report: { trials } }: Evidence): Measured {
  const seen = trials.filter(({ leaderEvents }) => leaderEvents !== null)
  const minutes = seen.reduce((sum, { windowMs }) => sum + windowMs, 0) / 60_000
  const changes = seen.reduce((sum, { leaderEvents }) => sum + (leaderEvents?.length ?? 0), 0)
  return minutes === 0
    ? { kind: 'unknown', why: 'nobody watched the leader' }
    : {
        ...{ kind: 'occasions', values: [changes / minutes], many: '' },
        one: `window of ${minutes.toFixed(1)} min, unplanned changes included`,
      }
}

export const p11 = presetOf({
  name: 'p11',
  title: 'P11 · Chaos Mesh’s example',
  description:
    'Loss 15 %, jitter 120 ms, a leader switch every 90 s, between the members, as the article’s manifest has it. Loss drops real packets, which needs Linux, root and nftables; elsewhere this preset is refused. Jitter is uniform, on a latency as large, because a delay cannot be negative. The measured chance that three packets running are lost is the cube of the measured share: Raft’s heartbeats go over TCP, which sends a lost packet again, so they come late rather than never.',
  source: {
    ...{ article: 1, section: '§3.3', title: 'The manifest for Chaos Mesh' },
    quote: '每90秒触发一次选举扰动 → 约6.7次/分钟；在连续 3 个心跳周期内收不到响应的概率达 38.6%',
  },
  claims: [
    {
      ...{ strategy: null, metric: 'three heartbeats running without an answer', unit: 'percent' },
      ...{ published: '38.6 %', figure: figure(0.386, 0.0005) },
      arithmetic: (spec) => {
        const loss = (pointOf(spec)?.lossPercent ?? 0) / 100
        const all = loss ** HEARTBEATS
        return {
          figure: figureText(all, 'percent'),
          because: `${loss} cubed; ${figureText(1 - (1 - loss) ** HEARTBEATS, 'percent')} is that at least one of three is lost`,
          bounds: { from: all, to: all },
        }
      },
      measure: receiptLine('packet-loss-peer', (percent) => (percent / 100) ** HEARTBEATS),
    },
    {
      ...{ strategy: null, metric: 'leader switches per minute', unit: 'per-minute' },
      ...{ published: 'about 6.7/min', figure: figure(6.7, 0.05) },
      arithmetic: (spec) => {
        const rate = pointOf(spec)?.leaderSwitchesPerMinute ?? 0
        return {
          figure: figureText(rate, 'per-minute'),
          because: `one every ${(60 / rate).toFixed(0)} s`,
          bounds: { from: rate, to: rate },
        }
      },
      measure: switchesPerMinute,
    },
  ],
  input: {
    name: 'P11: loss 15 %, jitter 120 ms, a switch every 90 s',
    ...peerCallers,
    matrix: {
      lossPercent: [15],
      latencyMs: [120],
      jitterMs: [120],
      leaderSwitchesPerMinute: [SWITCHES_PER_MINUTE],
      ...betweenMembers,
    },
    trialDurationMs: 90_000,
  },
})
