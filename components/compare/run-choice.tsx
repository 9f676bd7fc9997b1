'use client'

import { MultiSelect, Select } from '@mantine/core'
import { MAX_COMPARED_RUNS } from '@/lib/core/comparison/compared-runs'
import type { RunListItem } from '@/lib/core/summary/report'
import styles from './compare.module.css'

/** Which run is the baseline, and which are held against it. */
export function RunChoice({
  all,
  chosen,
  onChange,
}: {
  all: readonly RunListItem[]
  /** Ids, the baseline first. */
  chosen: readonly string[]
  onChange(chosen: string[]): void
}) {
  const [baseline, ...others] = chosen
  const measured = all
    .filter(({ finishedTrials }) => finishedTrials > 0)
    .map(({ id, number, name }) => ({ value: id, label: `${number} · ${name}` }))
  // Older than the list: they stay chosen.
  const unknown = chosen
    .filter((id) => measured.every(({ value }) => value !== id))
    .map((id) => ({ value: id, label: `Run ${id}` }))
  const data = [...measured, ...unknown]
  return (
    <div className={styles.choice}>
      <Select
        label="Baseline"
        placeholder="a run that has measured something"
        searchable
        nothingFoundMessage="No such run among the newest 100"
        data={data}
        value={baseline ?? null}
        onChange={(id) => onChange(id === null ? [] : [id, ...others.filter((other) => other !== id)])}
      />
      <MultiSelect
        label="Held against it"
        placeholder={others.length === 0 ? 'one or more runs' : ''}
        searchable
        maxValues={MAX_COMPARED_RUNS - 1}
        nothingFoundMessage="No such run among the newest 100"
        disabled={baseline === undefined}
        data={data.filter(({ value }) => value !== baseline)}
        value={others}
        onChange={(ids) => onChange(baseline === undefined ? ids : [baseline, ...ids])}
      />
    </div>
  )
}
