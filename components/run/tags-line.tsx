'use client'

/** Version and tags in the head of a run; tags can be changed at any time. */
import { Button } from '@mantine/core'
import { IconTag } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { RunLabels } from '@/components/runs/run-labels'
import type { RunReport } from '@/lib/core/summary/report'
import styles from './run.module.css'

// Few readers change tags: the field comes when somebody does.
const TagsEditor = dynamic(() => import('./tags-editor'), { ssr: false })

export function TagsLine({
  report: { id, version, tags },
}: {
  report: Pick<RunReport, 'id' | 'version' | 'tags'>
}) {
  const [editing, setEditing] = useState(false)
  return (
    <div className={styles.tagsLine}>
      {editing ? (
        <TagsEditor id={id} tags={tags} onDone={() => setEditing(false)} />
      ) : (
        <>
          <RunLabels version={version} tags={tags} />
          <Button
            data-needs="editor"
            size="compact-xs"
            variant="subtle"
            leftSection={<IconTag size={14} aria-hidden="true" />}
            onClick={() => setEditing(true)}
          >
            {tags.length === 0 ? 'Add tags' : 'Edit tags'}
          </Button>
        </>
      )}
    </div>
  )
}
