/**
 * What the upstream does with a request, drawn from the run's seed. The draw belongs to an operation and an attempt, not
 * to the order of arrivals and not to an arm: strategies are compared under the same answers.
 */
import { RANDOM_PURPOSE, streamOf, type RandomStream } from '@/lib/core/random/stream'
import type { UpstreamBehaviour } from '@/lib/core/target/http-upstream'
import { INJECTED_ANSWERS, type Answer } from '@/lib/core/target/injected-answers'
import type { AttemptName } from '../request-fields'

export interface DrawnAnswer {
  answer: Answer
  /** A write that is not simply answered 200 takes effect all the same, before anything else is done with it. */
  hasEffectFirst: boolean
  serviceTimeMs: number
}

/** In the place of an operation's number, for requests that name none: those are drawn in the order of their arrival. */
const UNNAMED = 2 ** 32 - 1

/**
 * The stream of one request.
 * @param number how many requests without a name came before it
 */
export function answerStream(
  { seed, trial }: { seed: number; trial: number },
  name: Pick<AttemptName, 'operation' | 'attempt'> | null,
  number: number,
): RandomStream {
  const { operation, attempt } = name ?? { operation: UNNAMED, attempt: number }
  return streamOf(seed, RANDOM_PURPOSE.upstream, trial, operation, attempt)
}

/** Always takes the same number of draws, so that a share that changes moves no other one's luck. */
export function drawAnswer(behaviour: UpstreamBehaviour, random: RandomStream): DrawnAnswer {
  const [luck, effect, time] = [random.next(), random.next(), random.next()]
  return {
    answer: answerAt(behaviour.answers, luck * 100),
    hasEffectFirst: effect * 100 < behaviour.effectBeforeErrorPercent,
    serviceTimeMs:
      behaviour.serviceTimes === 'constant'
        ? behaviour.serviceTimeMs
        : -Math.log(1 - time) * behaviour.serviceTimeMs,
  }
}

function answerAt(shares: UpstreamBehaviour['answers'], percent: number): Answer {
  let end = 0
  for (const answer of INJECTED_ANSWERS) {
    end += shares[answer]
    if (percent < end) return answer
  }
  return '200'
}
