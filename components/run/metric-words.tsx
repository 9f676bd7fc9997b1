/** Where each number comes from and what to do when it is bad. */
import styles from './run.module.css'
import ui from '@/components/ui/ui.module.css'

const WORDS: { metric: string; words: string }[] = [
  {
    metric: 'Success rate',
    words:
      'ok ÷ (ok + fail + info) of operations that started inside the fault window. info = nobody knows whether it happened, and counts as no success; a deferred operation is ok when its job was done. The 95 % interval is made of seconds wherever operations share their luck; “no interval” means that too few seconds were measured, or that too many failures lie in too few of them: run longer or more often. Too low? Allow more attempts, or longer delays when outages outlast them all.',
  },
  {
    metric: 'Amplification',
    words:
      'Requests ÷ operations: attempts, those made after their caller had left (leaked or deferred), and reads that a strategy adds for its own knowledge. 1× is no retry at all; what is above is extra load on a cluster that is already in trouble. Too high? Grow the delay, cap the attempts, or add a retry budget.',
  },
  {
    metric: 'Latency',
    words:
      'From the intended start of an operation to its end for its caller, waits between attempts included, failed and deferred operations included. P99 with an interval of order statistics; a dash where the sample is too small for it.',
  },
  {
    metric: 'Throughput and goodput',
    words:
      'Operations that began in the fault window per second of it, and those of them that succeeded. In a closed loop slow answers make fewer operations; in an open loop throughput is what was asked for. Goodput that falls while throughput holds is work in vain.',
  },
  {
    metric: 'Retry time',
    words:
      'From the end of the first failed attempt to the end of the operation: how long the strategy needed to make good, or to give up. Only operations with a failure have one. Long at P99? Shorter or capped delays, or a shorter attempt time-out.',
  },
  {
    metric: 'Retry count',
    words:
      'Attempts − 1 of each operation until its caller’s end; leaked and deferred attempts, refused tries and added reads do not count. A heap at the right end means that operations give up at the limit rather than succeed.',
  },
  {
    metric: 'Backoff deviation',
    words:
      'Jitter is drawn − nominal delay and belongs to the strategy. Timer error is actual − drawn delay and belongs to the machine: above 20 ms at P99 the trial is marked suspect. Total is |actual − nominal| ÷ nominal, as articles count it.',
  },
  {
    metric: 'Measurement quality',
    words:
      'A trial is suspect when starts or backoff ends were more than 20 ms late at P99, the event loop stood still for over 100 ms, arrivals were shed, or a fault was not given as asked. It says nothing about the strategy.',
  },
  {
    metric: 'Receipt and ledger',
    words:
      'The receipt holds what was asked of a trial’s faults against what was measured, by evidence that never comes from what injected them; beyond the tolerance the trial is suspect. The ledger has every fault with the times at which it was planned, acted, was confirmed and was gone again. Open a trial above to read both.',
  },
  {
    metric: 'Consistency',
    words:
      'After each trial the target’s own history is read back: every write says which operation and attempt it came from. Duplicate effects are writes beyond the first of an operation, lost updates were acknowledged and are not there; stale reads saw less than was known before they began, aborted reads saw what was reported as failed. Counters, elements and balances are compared with what callers were told; operations in doubt are blamed for nothing. A last read of the target must agree with the history, or nothing else is judged. These are counts of all writes of the trial, not estimates. Duplicates? Make writes idempotent, or do not retry what is in doubt.',
  },
  {
    metric: 'Thresholds',
    words:
      'Judged by the whole interval: it holds when both ends reach the limit, is missed when neither does, and is inconclusive in between. More repetitions make intervals narrower.',
  },
]

export function MetricWords() {
  return (
    <details className={`${ui.panel} ${styles.details}`}>
      <summary>Where do these numbers come from?</summary>
      <dl className={styles.words}>
        {WORDS.map(({ metric, words }) => (
          <div key={metric}>
            <dt>{metric}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
