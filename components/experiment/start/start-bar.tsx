'use client'

/** Ways to begin. None of them loses what was typed: other starts have drafts of their own, and a replacement has a step back. */
import { Button } from '@mantine/core'
import { IconClipboardText, IconEraser, IconFileText, IconHistory, IconTemplate } from '@tabler/icons-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import type { Preset } from '@/lib/core/experiment/presets/preset'
import { ago } from '@/components/format/duration'
import { PRESET_GROUPS } from '@/components/presets/preset-groups'
import { emptyDraft } from '../empty-draft'
import { GroupedMenu, type MenuGroup } from '../grouped-menu'
import { hasAllWords } from '../search-words'
import type { ExperimentForm } from '../use-experiment-form'
import { KeptDrafts } from './kept-drafts'
import { useRecentRuns } from './use-recent-runs'
import { YAML_TYPES } from './open-yaml'
import styles from './start.module.css'

const ICON = { size: 14, 'aria-hidden': true } as const

const PRESET_WORDS = {
  button: 'Preset',
  search: 'Search presets',
  placeholder: 'Search, for example: answers, jitter',
  list: 'Presets',
  none: 'No preset has all these words.',
}

/** What the menu says of a preset. */
export interface PresetEntry extends Pick<Preset, 'name' | 'title' | 'description'> {
  /** Whether it measures something that somebody has published. */
  isPublished: boolean
}

export function StartBar({
  form,
  presets,
  onFile,
  onPaste,
}: {
  form: ExperimentForm
  presets: readonly PresetEntry[]
  onFile: (file: File) => void
  onPaste: () => void
}) {
  const router = useRouter()
  const file = useRef<HTMLInputElement>(null)
  return (
    <div className={styles.bar} role="group" aria-label="Begin with">
      <span className={styles.label} aria-hidden="true">
        Begin with
      </span>
      <GroupedMenu
        words={PRESET_WORDS}
        icon={<IconTemplate {...ICON} />}
        groupsOf={(search) => presetGroups(presets, search)}
        onAdd={(name) => router.push(`/experiments/new?preset=${name}`)}
      />
      <FormerRuns onChoose={(id) => router.push(`/experiments/new?from=${encodeURIComponent(id)}`)} />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconFileText {...ICON} />}
        onClick={() => file.current?.click()}
      >
        YAML file
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconClipboardText {...ICON} />}
        aria-label="Paste YAML"
        onClick={onPaste}
      >
        Paste
      </Button>
      <input
        ref={file}
        type="file"
        hidden
        aria-label="YAML file"
        accept={YAML_TYPES}
        onChange={({ currentTarget }) => {
          const [chosen] = currentTarget.files ?? []
          if (chosen) onFile(chosen)
          // The same file may be chosen again after it was changed.
          currentTarget.value = ''
        }}
      />
      <Button
        size="xs"
        variant="default"
        leftSection={<IconEraser {...ICON} />}
        onClick={() => form.replace(emptyDraft(), 'Started with nothing')}
      >
        Empty
      </Button>
      <KeptDrafts form={form} />
    </div>
  )
}

function presetGroups(presets: readonly PresetEntry[], search: string): MenuGroup[] {
  const found = presets.filter(({ name, title, description }) =>
    hasAllWords(`${name} ${title} ${description}`, search),
  )
  return [
    { title: PRESET_GROUPS.toLookAround, entries: found.filter(({ isPublished }) => !isPublished) },
    { title: PRESET_GROUPS.published, entries: found.filter(({ isPublished }) => isPublished) },
  ].filter(({ entries }) => entries.length > 0)
}

function FormerRuns({ onChoose }: { onChoose: (id: string) => void }) {
  const [wanted, setWanted] = useState(false)
  const { runs, words } = useRecentRuns(wanted)
  return (
    <GroupedMenu
      words={{
        button: 'Former run',
        search: 'Search runs',
        placeholder: 'Number, name or strategy',
        list: 'Former runs',
        none: words ?? 'No run has all these words.',
      }}
      icon={<IconHistory {...ICON} />}
      onOpen={() => setWanted(true)}
      groupsOf={(search) => {
        const entries = runs
          .filter(({ number, name, strategies }) =>
            hasAllWords(`${number} ${name} ${strategies.join(' ')}`, search),
          )
          .map(({ id, number, name, createdAt, strategies }) => ({
            name: id,
            title: `${number} · ${name}`,
            description: `${ago(createdAt, new Date())} · ${strategies.join(', ')}`,
          }))
        return entries.length === 0 ? [] : [{ title: 'Newest first', entries }]
      }}
      onAdd={onChoose}
    />
  )
}
