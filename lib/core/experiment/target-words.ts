/** What an experiment is aimed at, in words: without them the figures of an HTTP run would not say what they stand for. */
import type { UpstreamBehaviour } from '../target/http-upstream'
import { INJECTED_ANSWERS } from '../target/injected-answers'
import type { Target } from './target'

/** "etcd"; "HTTP upstream “shop”"; "our HTTP upstream: 503 10 %, 2 places × 20 ms, queue 4". */
export function targetWords(target: Target): string {
  if (target.kind === 'etcd') return 'etcd'
  if (!target.behaviour) return `HTTP upstream “${target.upstream}”`
  return `our HTTP upstream: ${behaviourWords(target.behaviour)}`
}

function behaviourWords({
  answers,
  concurrency,
  serviceTimeMs,
  queue,
  ratePerSecond,
}: UpstreamBehaviour): string {
  const injected = INJECTED_ANSWERS.flatMap((answer) =>
    answers[answer] > 0 ? [`${answer} ${answers[answer]} %`] : [],
  )
  return [
    injected.length === 0 ? 'answers 200 only' : injected.join(', '),
    `${concurrency} ${concurrency === 1 ? 'place' : 'places'} × ${serviceTimeMs} ms`,
    `queue ${queue}`,
    ...(ratePerSecond > 0 ? [`at most ${ratePerSecond} requests/s`] : []),
  ].join(', ')
}
