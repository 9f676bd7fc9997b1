/** What the thresholds say about each strategy, and on what grounds. */
import { duration } from '@/components/format/duration'
import { count, counted, range } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Badge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import { isCount, parseThresholdExpression } from '@/lib/core/experiment/threshold'
import { twoDigits, type FurtherSample } from '@/lib/core/summary/further-sample'
import type { StrategyVerdict, ThresholdResult } from '@/lib/core/summary/verdict'
import { VERDICT_LOOKS } from './threshold-badge'
import lists from './lists.module.css'
import styles from './run.module.css'

/** Every threshold of every strategy with the interval that decided. */
export function ThresholdList({
  verdicts,
  looks,
}: {
  verdicts: readonly StrategyVerdict[]
  looks: readonly StrategyLook[]
}) {
  const results = verdicts.flatMap(({ arm, results }) => results.map((result) => ({ arm, result })))
  if (results.length === 0) return null
  return (
    <ul className={lists.thresholds} aria-label="Thresholds">
      {results.map(({ arm, result }) => {
        const look = looks[arm]
        return look ? (
          <li key={`${arm}/${result.expression}`}>
            <Badge {...VERDICT_LOOKS[result.verdict]}>{result.verdict}</Badge>
            <StrategyName look={look} />
            <code>{result.expression}</code>
            <span className={styles.soft}>{measuredWords(result)}</span>
          </li>
        ) : null
      })}
    </ul>
  )
}

function measuredWords({ expression, measured, verdict, more, reason }: ThresholdResult): string {
  const metric = parseThresholdExpression(expression)?.metric
  if (!measured) return reason ?? 'the sample is too small for an estimate'
  if (metric && isCount(metric)) return `${count(measured.value)} found`
  const unit = metric === 'successRate' ? '%' : metric === 'amplification' ? '×' : 'ms'
  const found = `measured ${range(measured, unit)}`
  if (verdict !== 'inconclusive') return found
  return `${found}: the interval straddles the limit; ${more ? moreWords(more) : 'the estimate lies on it'}`
}

/** "about 9,000 more operations would tell: 3 more repetitions, at least 45 s". */
function moreWords({ operations, repetitions, atLeastMs }: FurtherSample): string {
  return `about ${count(twoDigits(operations))} more operations would tell: ${counted(repetitions, 'more repetition', 'more repetitions')}, at least ${duration(atLeastMs)}`
}
