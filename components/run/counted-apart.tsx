/** Below the strategies: refused tries, deferred jobs, leaked attempts, auxiliary requests; only what is not 0. */
import { count } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { StrategyName } from '@/components/ui/strategy-name'
import { APART_KINDS, APART_WORDS, countedApart } from '@/lib/core/summary/counted-apart'
import type { StrategyFigures } from '@/lib/core/summary/report'
import styles from './counted-apart.module.css'

export function CountedApart({
  arms,
  looks,
}: {
  arms: readonly StrategyFigures[]
  looks: readonly StrategyLook[]
}) {
  const all = arms.flatMap((figures, arm) => {
    const look = looks[arm]
    return look ? countedApart(figures).map((apart) => ({ ...apart, look })) : []
  })
  if (all.length === 0) return null
  return (
    <dl className={styles.kinds}>
      {APART_KINDS.map((kind) => {
        const rows = all.filter((row) => row.kind === kind)
        return rows.length === 0 ? null : (
          <div key={kind}>
            <dt>
              {APART_WORDS[kind].title}
              <span>{APART_WORDS[kind].meaning}</span>
            </dt>
            {rows.map(({ look, count: total, details }) => (
              <dd key={look.label}>
                <StrategyName look={look} />
                <strong>{count(total)}</strong>
                <span>{details.map((detail) => `${count(detail.count)} ${detail.words}`).join(' · ')}</span>
              </dd>
            ))}
          </div>
        )
      })}
    </dl>
  )
}
