'use client'

import { Button, CloseButton, NativeSelect } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { THRESHOLD_TITLES } from '@/components/format/threshold-titles'
import { COMPARATORS, THRESHOLD_METRICS, type ThresholdMetric } from '@/lib/core/experiment/threshold'
import { Panel } from '@/components/ui/panel'
import type { ThresholdDraft } from './draft'
import { fieldId } from './field-id'
import { FieldProblem } from './field-problem'
import { NumberField } from './number-field'
import { nextKey } from './strategy-drafts'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'
import ui from '@/components/ui/ui.module.css'

/** In what a limit is written, where it is no count. */
const UNITS: Partial<Record<ThresholdMetric, string>> = {
  successRate: ' (0 to 1)',
  amplification: ', ×',
  p99LatencyMs: ', ms',
}

/** What the run must reach; judged by whole intervals. */
export function ThresholdsSection({ form }: { form: ExperimentForm }) {
  const { draft, problems, change } = form
  const put = (index: number, part: Partial<ThresholdDraft>) =>
    change({
      thresholds: draft.thresholds.map((old, place) => (place === index ? { ...old, ...part } : old)),
    })
  return (
    <Panel title="Thresholds" note="pass, fail, or inconclusive when the interval straddles the limit">
      {draft.thresholds.map((threshold, index) => {
        const name = `threshold ${index + 1}`
        const path = `thresholds.${index}`
        const wrong = problems.under(path)
        const isOfStrategy = problems.at(`${path}.strategy`) !== null
        // It is shown below the row, where it has room; its field has it for those who hear it.
        const told = { error: wrong, classNames: { error: ui.unseen } }
        return (
          <div key={threshold.key} className={styles.threshold}>
            <NativeSelect
              aria-label={`Metric of ${name}`}
              value={threshold.metric}
              data={THRESHOLD_METRICS.map((metric) => ({
                value: metric,
                label: `${THRESHOLD_TITLES[metric]}${UNITS[metric] ?? ''}`,
              }))}
              onChange={(event) => put(index, { metric: event.currentTarget.value })}
            />
            <NativeSelect
              aria-label={`Comparison of ${name}`}
              value={threshold.comparator}
              data={[...COMPARATORS]}
              onChange={(event) => put(index, { comparator: event.currentTarget.value })}
            />
            <NumberField
              id={fieldId(path)}
              {...(wrong !== null && !isOfStrategy ? told : {})}
              aria-label={`Value of ${name}`}
              value={threshold.value}
              onChange={(value) => put(index, { value })}
            />
            <NativeSelect
              id={fieldId(`${path}.strategy`)}
              {...(isOfStrategy ? told : {})}
              aria-label={`Strategy of ${name}`}
              value={threshold.strategy}
              data={[
                { value: '', label: 'all strategies' },
                ...[...new Set(draft.strategies.map(({ label }) => label))]
                  .filter((label) => label.trim() !== '')
                  .map((label) => ({ value: label, label })),
                ...(threshold.strategy !== '' &&
                !draft.strategies.some(({ label }) => label === threshold.strategy)
                  ? [{ value: threshold.strategy, label: `${threshold.strategy} (gone)` }]
                  : []),
              ]}
              onChange={(event) => put(index, { strategy: event.currentTarget.value })}
            />
            <CloseButton
              aria-label={`Remove ${name}`}
              onClick={() =>
                change({ thresholds: draft.thresholds.filter(({ key }) => key !== threshold.key) })
              }
            />
            {wrong === null ? null : (
              <p className={styles.problem} aria-hidden="true">
                {wrong}
              </p>
            )}
          </div>
        )
      })}
      <FieldProblem problems={problems} path="thresholds" />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden="true" />}
        onClick={() =>
          change({
            thresholds: [
              ...draft.thresholds,
              {
                key: nextKey(draft.thresholds),
                metric: 'successRate',
                comparator: '>=',
                value: 0.99,
                strategy: '',
              },
            ],
          })
        }
      >
        Threshold
      </Button>
    </Panel>
  )
}
