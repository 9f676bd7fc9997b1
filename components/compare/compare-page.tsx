'use client'

/** Runs against one of them: what the experiments do not have in common, then what changed, over the matrix and by fault point. */
import { NativeSelect, Skeleton } from '@mantine/core'
import { parseAsArrayOf, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { useIsThere } from '@/components/data/list-queries'
import { useRuns, useRunsCompared } from '@/components/data/queries'
import { ComparisonExportMenu } from '@/components/run/export-menu'
import { ShareButton } from '@/components/share/share-button'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Notice } from '@/components/ui/notice'
import { METRIC_TITLES } from '@/lib/core/comparison/compare-runs'
import { ALL_METRICS } from '@/lib/core/comparison/compare-several'
import type { RunListItem } from '@/lib/core/summary/report'
import { AgainstRunPanel } from './against-run-panel'
import { RunChoice } from './run-choice'
import styles from './compare.module.css'
import ui from '@/components/ui/ui.module.css'

export function ComparePage({ initial }: { initial: RunListItem[] }) {
  const [{ runs: asked, metric }, setState] = useQueryStates(
    {
      runs: parseAsArrayOf(parseAsString).withDefault([]),
      metric: parseAsStringLiteral(ALL_METRICS).withDefault('successRate'),
    },
    { history: 'replace' },
  )
  const { data } = useRuns(initial)
  const idOf = (name: string) =>
    data.runs.find(({ id, number }) => id === name || `${number}` === name)?.id ?? name
  const runs = [...new Set(asked.map(idOf))]
  const only = runs.length === 1 ? runs[0] : undefined
  return (
    <div className={ui.stack}>
      <div className={ui.pageHead}>
        <h1>Compare runs</h1>
        <div className={styles.headActions}>
          <NativeSelect
            aria-label="What is compared"
            value={metric}
            onChange={({ currentTarget: { value } }) =>
              void setState({ metric: ALL_METRICS.find((name) => name === value) ?? null })
            }
            data={ALL_METRICS.map((name) => ({ value: name, label: METRIC_TITLES[name] }))}
          />
          {runs.length < 2 ? null : (
            <>
              <ComparisonExportMenu {...{ runs, metric }} />
              <ShareButton of={{ kind: 'comparison', runs, metric }} />
            </>
          )}
        </div>
      </div>
      <RunChoice all={data.runs} chosen={runs} onChange={(next) => void setState({ runs: next })} />
      {only !== undefined && data.runs.every(({ id }) => id !== only) ? <Unlisted run={only} /> : null}
      {runs.length < 2 ? (
        <Notice tone="info" title="Choose a baseline and at least one run to hold against it">
          Differences are those of the run minus the baseline, each with its 95 % interval. Two runs of the
          same experiment can be compared; where more than luck differs, this page says what. The strategies
          of one run are held against each other on its page, in the part Figures.
        </Notice>
      ) : (
        <Compared runs={runs} metric={metric} />
      )}
    </div>
  )
}

/** Says so where a run does not exist: of those that are older than the list only the server knows. */
function Unlisted({ run }: { run: string }) {
  const { error } = useIsThere(run)
  return <ErrorNotice error={error} />
}

function Compared({ runs, metric }: { runs: readonly string[]; metric: (typeof ALL_METRICS)[number] }) {
  const { data, error } = useRunsCompared(runs, metric)
  if (error) return <ErrorNotice error={error} />
  if (!data) return <Skeleton height={320} />
  return data.others.map((against) => (
    <AgainstRunPanel key={against.run.id} baseline={data.baseline} against={against} metric={data.metric} />
  ))
}
