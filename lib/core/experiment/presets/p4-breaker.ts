/** P4: a breaker that was open before the leader moved, with and without a watch on the leader. */
import { atLeast, atMost, figure } from '../../published/claim'
import { perLeaderChange } from '../../published/measured'
import { figureText } from '../../published/words'
import type { StrategyChoice } from '../spec'
import { presetOf } from './preset'

const PLAIN = 'Breaker alone (gobreaker)'
const WATCH = 'Breaker with leader watch'
const DOWN_AT_MS = 8_000
const SWITCH_AT_MS = 13_000

/** The article's: MaxRequests 3, Timeout 30 s, more than 5 failures in a row; a refused call fails at once. */
const breaker = { consecutiveFailures: 5, openMs: 30_000, maxRequests: 3, whenOpen: 'end' }
const fieldOf = ({ params }: StrategyChoice, name: 'maxRequests' | 'openMs') => Number(params[name])

/** From the moment that the members named the new leader to goodput as before. */
const backAfterSwitch = perLeaderChange(({ recoveryMs }, { leaderlessMs }) =>
  recoveryMs === null ? null : Math.max(0, recoveryMs - leaderlessMs),
)

export const p4 = presetOf({
  name: 'p4',
  title: 'P4 · Breaker and leader switch',
  description:
    'All links to the cluster are down for two seconds, which opens both breakers; three seconds after they are up again the leader moves. The breaker with the watch hears of the new leader, asks it for one linearizable read, and closes; gobreaker alone has no such reset and waits for its 30 s. The watch is an extension of ours, outside what the vectors hold to the original. The open link and the read stand for “healthy and gives consistent reads”. Look at the breaker lanes in a trial; that a flapping network needs two checks in a row is not part of this run.',
  source: {
    ...{ article: 1, section: '§2.2', title: 'Breaker and retry, reset by the leader’s change' },
    quote:
      'leader切前熔断中：请求持续失败，不尝试新节点；切换完成且健康上报：3秒内自动恢复，首次探测成功即闭合',
  },
  claims: [
    {
      ...{ strategy: WATCH, metric: 'from the new leader to traffic as before', unit: 'ms' },
      ...{ published: 'within 3 s', figure: atMost(3_000), measure: backAfterSwitch },
    },
    {
      ...{ strategy: PLAIN, metric: 'from the new leader to traffic as before', unit: 'ms' },
      ...{ published: 'within 3 s', figure: atMost(3_000) },
      arithmetic: (_, strategy) => {
        const openMs = fieldOf(strategy, 'openMs')
        const fromMs = openMs - (SWITCH_AT_MS - DOWN_AT_MS)
        return {
          figure: `about ${figureText(fromMs, 'ms')} or more`,
          because: `gobreaker has no reset, and stays open for ${figureText(openMs, 'ms')} from the failures on`,
        }
      },
      measure: backAfterSwitch,
    },
    {
      ...{ strategy: PLAIN, metric: 'calls refused while it was open', unit: 'count' },
      ...{ published: 'requests keep failing, no new member is tried', figure: atLeast(1) },
      measure: ({ figures: { refused } }) => ({ kind: 'count', count: refused, of: 'calls refused' }),
    },
    {
      ...{ strategy: PLAIN, metric: 'successful probes that close it', unit: 'count' },
      ...{ published: 'the first one', figure: figure(1, 0) },
      arithmetic: (_, strategy) => {
        const probes = fieldOf(strategy, 'maxRequests')
        return {
          figure: String(probes),
          because: `half-open closes after MaxRequests = ${probes} successes in a row`,
          bounds: { from: probes, to: probes },
        }
      },
      measure: () => ({ kind: 'unknown', why: 'the breaker lanes of a trial show it' }),
    },
  ],
  input: {
    name: 'P4: a breaker that is open when the leader moves',
    workload: { load: { mode: 'closed', concurrency: 8 } },
    attemptTimeoutMs: 500,
    operationDeadlineMs: 3_000,
    strategies: [
      { use: 'breaker', label: PLAIN, params: breaker },
      { use: 'leader-watch-breaker', label: WATCH, params: breaker },
    ],
    scenario: [
      { fault: 'down', atMs: DOWN_AT_MS, forMs: 2_000 },
      { fault: 'leader-transfer', atMs: SWITCH_AT_MS },
    ],
    trialDurationMs: 50_000,
    repetitions: 2,
  },
})
