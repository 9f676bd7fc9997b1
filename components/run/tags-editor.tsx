'use client'

/** The field for a run's tags. */
import { Button, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { describeError } from '@/components/data/api'
import { useTags } from '@/components/data/list-queries'
import { useTagRun } from '@/components/data/queries'
import { tagsProblem } from '@/components/runs/tags-problem'
import { MAX_TAGS } from '@/lib/core/experiment/run-labels'
import styles from './run.module.css'

export default function TagsEditor({
  id,
  tags,
  onDone,
}: {
  id: string
  tags: readonly string[]
  onDone: () => void
}) {
  const [draft, setDraft] = useState([...tags])
  const { data: known = [] } = useTags()
  const save = useTagRun(id)
  const problem = tagsProblem(draft) ?? (save.error ? describeError(save.error).detail : null)
  return (
    <form
      className={styles.tagsEditor}
      aria-label="Tags of this run"
      onSubmit={(event) => {
        event.preventDefault()
        if (tagsProblem(draft) === null) save.mutate(draft, { onSuccess: onDone })
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone()
      }}
    >
      <TagsInput
        className={styles.tagsField}
        aria-label="Tags"
        placeholder={draft.length === 0 ? 'a word, then Enter' : ''}
        value={draft}
        data={known.map(({ tag }) => tag).filter((tag) => !draft.includes(tag))}
        limit={20}
        maxTags={MAX_TAGS}
        splitChars={[',', ' ']}
        acceptValueOnBlur
        error={problem}
        // What is wrong stands where suggestions would.
        {...(problem === null ? {} : { dropdownOpened: false })}
        data-autofocus
        autoFocus
        onChange={setDraft}
      />
      <Button type="submit" size="sm" loading={save.isPending}>
        Save
      </Button>
      <Button variant="default" size="sm" onClick={onDone}>
        Leave as they are
      </Button>
    </form>
  )
}
