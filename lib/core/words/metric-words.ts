/** What each metric means: its formula, how to read it, and what to do when it is bad. One place for pages and files. */
import { METRIC_HEADS, type MetricHead, type MetricName } from './metric-heads'

export interface MetricWords extends MetricHead {
  /** What it tells and what counts; whole sentences. */
  words: string
  /** What to do when it is bad; null where it is no fault of anybody’s. */
  remedy: string | null
}

const ADVICE: Record<MetricName, Pick<MetricWords, 'words' | 'remedy'>> = {
  successRate: {
    words:
      'info = nobody knows whether it happened, and counts as no success; a deferred operation is ok when its job was done. Over the matrix: the mean of the fault points, each with the same weight. The 95 % interval is made of seconds wherever operations share their luck; “no interval” means that too few seconds were measured, or that too many failures lie in too few of them: run longer or more often.',
    remedy: 'Too low? Allow more attempts, or longer delays when outages outlast them all.',
  },
  worstPoint: {
    words:
      'A mean over the matrix can hide one corner in which a strategy is of no use; this is that corner.',
    remedy: 'Far below the mean? Choose its cell in the heat map, and look at a trial of it over time.',
  },
  successPerAttempt: {
    words: 'What a caller without retries would see under this load.',
    remedy:
      'Lower than that of a strategy without retries? The retries make the trouble worse: fewer, or later ones.',
  },
  outcomes: {
    words:
      'Counts, not estimates. Only info can hide a duplicate effect: a retry may repeat what has already happened.',
    remedy: 'Many info? Make writes idempotent, or give attempts more time before they are given up.',
  },
  amplification: {
    words:
      'Requests are attempts, those made after their caller had left (leaked or deferred), and reads that a strategy adds for its own knowledge. 1× is no retry at all; what is above is extra load on a cluster that is already in trouble.',
    remedy: 'Too high? Grow the delay, cap the attempts, or add a retry budget.',
  },
  latency: {
    words:
      'Waits between attempts are included, and so are failed and deferred operations. P99: 99 of 100 operations were faster, with an interval of order statistics; a dash where the sample is too small for it.',
    remedy:
      'Long at P99 alone? Few operations wait for time-outs: shorten the attempt time-out. Long at P50? Delays are longer than the trouble lasts.',
  },
  throughput: {
    words:
      'In a closed loop slow answers make fewer operations; in an open loop throughput is what was asked for.',
    remedy: 'Low in a closed loop? Callers wait: look at latency and at the time spent in delays.',
  },
  goodput: {
    words: 'Goodput that falls while throughput holds is work in vain.',
    remedy:
      'Falling under load? Retry less: a budget or a breaker keeps retries from crowding out first attempts.',
  },
  errorRate: {
    words:
      'Against throughput: up and left is better. A strategy that buys a lower error rate with much slower operations lies to the left and below.',
    remedy: 'Low throughput for few errors? Shorter delays, or fewer attempts, cost less.',
  },
  retryTime: {
    words:
      'How long the strategy needed to make good, or to give up. Only operations with a failure have one.',
    remedy: 'Long at P99? Shorter or capped delays, or a shorter attempt time-out.',
  },
  waited: {
    words: 'A mean over all operations, those without a retry included.',
    remedy: 'Long, with no better success rate? The delays outlast the faults: shorten or cap them.',
  },
  retryCount: {
    words: 'Leaked and deferred attempts, refused tries and added reads do not count.',
    remedy:
      'A heap at the right end? Operations give up at the limit rather than succeed: allow more attempts, or wait longer between them.',
  },
  delays: {
    words:
      'Band: from the shortest to the longest delay that the strategy may draw. Marks outside of it were asked for by the server (Retry-After), or are a fault of the strategy.',
    remedy: 'Marks far above the band? The timer came late: the machine was too busy for this load.',
  },
  backoffDeviation: {
    words:
      'Jitter belongs to the strategy and is wanted. Timer error belongs to the machine: above 20 ms at P99 the trial is marked suspect. Total counts both, as articles do.',
    remedy:
      'Timer error large? Ask for less load at once, or measure on a quieter machine. No jitter where many callers retry? Add some: they come back together.',
  },
  quality: {
    words:
      'A trial is suspect when starts or backoff ends were more than 20 ms late at P99, the event loop stood still for over 100 ms, arrivals were shed, or a fault was not given as asked. It says nothing about the strategy.',
    remedy: 'Suspect? Lower the load or the number of callers, close what else runs here, and run again.',
  },
  quiesce: {
    words:
      'Only then is the target’s history read, so that what came late is counted, too. It is no part of the window.',
    remedy: 'Long? Attempts are still under way: a shorter attempt time-out ends it sooner.',
  },
  stall: {
    words: 'While it stands, no timer fires and no answer is read. Above 100 ms the trial is suspect.',
    remedy: 'Long? Fewer operations at once, or a quieter machine.',
  },
  receipt: {
    words:
      'The receipt’s evidence never comes from what injected the faults; beyond the tolerance the trial is suspect. The ledger has every fault with the times at which it was planned, acted, was confirmed and was gone again.',
    remedy:
      'Beyond the tolerance? Do not compare its trial: longer trials or fewer faults at once are met more closely.',
  },
  duplicates: {
    words: 'Counted over all trials, in so many operations that took effect: no estimate.',
    remedy: 'Any? Make writes idempotent, or do not retry what is in doubt.',
  },
  consistency: {
    words:
      'After each trial the target’s history is read back: every write says which operation and attempt it came from. Lost updates were acknowledged and are not there; stale reads saw less than was known before they began, aborted reads saw what was reported as failed. Counters, elements and balances are compared with what callers were told; operations in doubt are blamed for nothing. A last read of the target must agree with the history, or nothing else is judged. These are counts, not estimates.',
    remedy: 'Duplicates? Make writes idempotent, or do not retry what is in doubt.',
  },
  inHand: {
    words:
      'Attempts in flight, operations in a delay, connections. Refused tries are those that a budget, a throttle or a breaker did not send; they are counts.',
    remedy:
      'Growing far above the number of callers? Retries outlive them: cap attempts, and honour cancellation.',
  },
  threshold: {
    words:
      'Missed when neither end does, and inconclusive in between. Counts have no interval: they hold or do not.',
    remedy: 'Inconclusive? More repetitions or longer trials make intervals narrower.',
  },
  difference: {
    words:
      'Better or worse only where the whole interval lies on one side of 0. “No difference shown” where it lies around 0 and within a margin that hardly matters. Second by second, what struck both is in neither’s favour.',
    remedy: 'Inconclusive? The interval is wider than the difference: longer trials, or more repetitions.',
  },
}

export function metricWords(name: MetricName): MetricWords {
  return { ...METRIC_HEADS[name], ...ADVICE[name] }
}

export function allMetricWords(): MetricWords[] {
  return Object.keys(METRIC_HEADS).map((name) => metricWords(name as MetricName))
}
