'use client'

/** What a run is found by later: tags, and what it measured. */
import { TextInput } from '@mantine/core'
import { useTags } from '@/components/data/list-queries'
import { MAX_TAGS } from '@/lib/core/experiment/run-labels'
import { fieldId } from './field-id'
import { KeptTagsInput } from './keep/kept-tags-input'
import type { ExperimentForm } from './use-experiment-form'
import styles from './experiment.module.css'

export function RunLabelsFields({ form: { start, draft, problems, change } }: { form: ExperimentForm }) {
  const { data: known = [] } = useTags()
  return (
    <div className={`${styles.fields} ${styles.name}`}>
      <KeptTagsInput
        start={start}
        id={fieldId('tags')}
        label="Tags"
        placeholder={draft.tags.length === 0 ? 'a word, then Enter' : ''}
        value={draft.tags}
        data={known.map(({ tag }) => tag).filter((tag) => !draft.tags.includes(tag))}
        limit={20}
        maxTags={MAX_TAGS}
        splitChars={[',', ' ']}
        acceptValueOnBlur
        error={problems.under('tags')}
        onChange={(tags) => change({ tags })}
      />
      <TextInput
        id={fieldId('version')}
        label="Version"
        placeholder="commit or version under test"
        value={draft.version}
        error={problems.at('version')}
        onChange={(event) => change({ version: event.currentTarget.value })}
      />
    </div>
  )
}
