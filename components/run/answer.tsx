'use client'

/** The answer in words: who succeeded most often, by how much, and at what price; its figures stand in the table below it. */
import { Anchor } from '@mantine/core'
import Link from 'next/link'
import { useArmComparison } from '@/components/data/queries'
import { count, counted, range, times } from '@/components/format/figures'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import { answerWords } from '@/lib/core/comparison/answer-words'
import type { RunReport } from '@/lib/core/summary/report'
import { duplicatesOf } from '@/lib/core/summary/duplicates'
import { signedText } from '@/lib/core/words/compared-words'
import styles from './answer.module.css'

export function Answer({
  report,
  looks,
  best,
}: {
  report: RunReport
  looks: readonly StrategyLook[]
  /** The arm that stands first. */
  best: number
}) {
  const { id, arms, trials } = report
  const { data, error } = useArmComparison(id, 'successRate', best + 1, trials.length)
  if (error) return <ErrorNotice error={error} />
  const figures = arms[best]
  if (!data || !figures) return <p className={styles.answer} aria-busy="true" />
  const sentences = answerWords({
    best: {
      label: looks[best]?.label ?? '',
      amplification: figures.amplification,
      duplicates: duplicatesOf(figures)?.count ?? 0,
    },
    others: data.strategies.map(({ arm, overall }) => ({ label: looks[arm]?.label ?? '', ...overall })),
    writePoints: (difference) => signedText('successRate', difference).replaceAll('+', ''),
    writeTimes: (amplification) => `${times(amplification.value)} (${range(amplification, '×')})`,
  })
  const suspect = trials.filter(({ quality }) => quality === 'suspect').length
  return (
    <p className={styles.answer}>
      {sentences.join(' ')}{' '}
      {suspect > 0
        ? `${count(suspect)} of ${counted(trials.length, 'trial')} ${suspect === 1 ? 'is' : 'are'} suspect: read this with care. `
        : null}
      <Anchor
        component={Link}
        href={`/runs/${id}?tab=figures&against=${best + 1}`}
        inherit
        underline="always"
        prefetch={false}
      >
        How they were compared
      </Anchor>
    </p>
  )
}
