'use client'

/** Search and filters of the list of runs; each stands in the address. */
import { CloseButton, MultiSelect, NativeSelect } from '@mantine/core'
import { useTags } from '@/components/data/list-queries'
import { SearchField } from '@/components/ui/search-field'
import { RUN_QUALITIES, RUN_VERDICTS } from '@/lib/core/runs/runs-question'
import { RUN_STATUSES } from '@/lib/core/summary/report'
import type { RunsView } from './runs-view'
import styles from './runs.module.css'

const VERDICT_WORDS = { pass: 'held', fail: 'missed', inconclusive: 'inconclusive' }

export function RunFilters({ view: { address, change } }: { view: RunsView }) {
  const { data: tags = [] } = useTags()
  const known = [...new Set([...address.tag, ...tags.map(({ tag }) => tag)])]
  return (
    <search className={styles.filters} aria-label="Find runs">
      <SearchField
        label="Search"
        placeholder="name, number, tag, version, strategy"
        value={address.q}
        onChange={(q, options) => change({ q }, options)}
      />
      <NativeSelect
        label="Status"
        value={address.status ?? ''}
        data={[{ value: '', label: 'any' }, ...RUN_STATUSES]}
        onChange={(event) => change({ status: chosen(RUN_STATUSES, event.currentTarget.value) })}
      />
      <NativeSelect
        label="Verdict"
        value={address.verdict ?? ''}
        data={[
          { value: '', label: 'any' },
          ...RUN_VERDICTS.map((value) => ({ value, label: VERDICT_WORDS[value] })),
        ]}
        onChange={(event) => change({ verdict: chosen(RUN_VERDICTS, event.currentTarget.value) })}
      />
      <NativeSelect
        label="Measurement"
        value={address.quality ?? ''}
        data={[{ value: '', label: 'any' }, ...RUN_QUALITIES]}
        onChange={(event) => change({ quality: chosen(RUN_QUALITIES, event.currentTarget.value) })}
      />
      <MultiSelect
        label="Tags"
        placeholder={address.tag.length === 0 ? 'any' : ''}
        value={address.tag}
        data={known}
        searchable
        hidePickedOptions
        maxValues={10}
        limit={50}
        nothingFoundMessage={known.length === 0 ? 'No run has a tag yet' : 'No such tag'}
        onChange={(tag) => change({ tag })}
      />
      {address.experiment === null ? null : (
        <span className={styles.only}>
          Only the experiment <strong>{address.experiment}</strong>
          <CloseButton
            size="sm"
            aria-label="Runs of all experiments"
            onClick={() => change({ experiment: null })}
          />
        </span>
      )}
    </search>
  )
}

function chosen<Value extends string>(values: readonly Value[], text: string): Value | null {
  return values.find((value) => value === text) ?? null
}
