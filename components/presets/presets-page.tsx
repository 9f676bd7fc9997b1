'use client'

/** All presets: what each shows, where it comes from, how long it takes, and two ways to begin. */
import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useCreateRun } from '@/components/data/queries'
import { duration } from '@/components/format/duration'
import { counted } from '@/components/format/figures'
import { WorkerBanner } from '@/components/shell/worker-banner'
import { ErrorNotice } from '@/components/ui/error-notice'
import { Panel } from '@/components/ui/panel'
import type { PresetItem } from '@/lib/core/experiment/presets/preset-item'
import { PRESET_GROUPS } from './preset-groups'
import { SourceWords } from './source-words'
import styles from './presets.module.css'
import ui from '@/components/ui/ui.module.css'

export function PresetsPage({ items }: { items: readonly PresetItem[] }) {
  const router = useRouter()
  const create = useCreateRun()
  const run = async (name: string) => {
    // Specs with all that checks them are loaded when one is wanted.
    const { findPreset } = await import('@/lib/core/experiment/presets/registry')
    create.mutate(findPreset(name)?.spec(), { onSuccess: ({ id }) => router.push(`/runs/${id}`) })
  }
  const busy = create.isPending || create.isSuccess
  const groups = [
    { title: PRESET_GROUPS.toLookAround, note: 'short, and nothing to compare with', of: false },
    {
      title: PRESET_GROUPS.published,
      note: 'each run ends with a table of published, arithmetic and measured',
      of: true,
    },
  ]
  return (
    <div className={ui.stack}>
      <div>
        <h1>Presets</h1>
        <p className={ui.secondary}>
          Whole experiments to begin with. Published figures are their authors’ claims on unknown hardware:
          nothing here is tuned so that they come out.
        </p>
      </div>
      <WorkerBanner />
      {create.error ? <ErrorNotice error={create.error} /> : null}
      {groups.map(({ title, note, of }) => (
        <Panel key={title} title={title} note={note}>
          <ul className={styles.list}>
            {items
              .filter(({ source }) => (source !== null) === of)
              .map((item) => (
                <PresetRow key={item.name} item={item} busy={busy} onRun={() => void run(item.name)} />
              ))}
          </ul>
        </Panel>
      ))}
    </div>
  )
}

function PresetRow({ item, busy, onRun }: { item: PresetItem; busy: boolean; onRun: () => void }) {
  const { name, title, description, source, claims, trials, strategies, minMs, refusal } = item
  return (
    <li className={styles.preset}>
      <div>
        <h3>{title}</h3>
        <p className={styles.facts}>
          {[
            `at least ${duration(minMs)}`,
            counted(trials, 'trial'),
            counted(strategies, 'strategy', 'strategies'),
            ...(claims > 0 ? [counted(claims, 'claim')] : []),
          ].join(' · ')}
        </p>
        <p className={styles.about}>{description}</p>
        {source ? <SourceWords source={source} /> : null}
      </div>
      <div className={styles.actions}>
        <Button
          data-needs="editor"
          size="compact-md"
          leftSection={<IconPlayerPlay size={14} aria-hidden="true" />}
          disabled={busy || refusal !== null}
          onClick={onRun}
          aria-label={`Run ${title}`}
        >
          Run it
        </Button>
        <Button
          size="compact-md"
          variant="default"
          component={Link}
          href={`/experiments/new?preset=${name}`}
          aria-label={`Open ${title} in the form`}
        >
          Open in the form
        </Button>
        {refusal === null ? null : <p className={styles.refusal}>{refusal}</p>}
      </div>
    </li>
  )
}
