'use client'

import { Button, Menu } from '@mantine/core'
import { IconArrowsDiff } from '@tabler/icons-react'
import Link from 'next/link'
import { useState } from 'react'
import { describeError } from '@/components/data/api'
import { useMarkBaseline, useRunList } from '@/components/data/queries'
import { comparePath } from '@/lib/core/comparison/compared-runs'
import type { RunListItem, RunReport } from '@/lib/core/summary/report'

/** Offered at once; the page that follows knows all. */
const OFFERED = 8

/** "Compare with …": the runs of the same name first, as the baseline of this one. */
export function CompareMenu({ run }: { run: Pick<RunReport, 'id' | 'name' | 'trials' | 'baseline'> }) {
  const [isOpen, setIsOpen] = useState(false)
  const { data } = useRunList(isOpen)
  const mark = useMarkBaseline(run.id)
  const isBaseline = run.baseline?.id === run.id
  if (run.trials.length === 0) return null
  const others = data ? offered(data.runs, run) : null
  return (
    <Menu opened={isOpen} onChange={setIsOpen} position="bottom-end" width={320}>
      <Menu.Target>
        <Button variant="default" leftSection={<IconArrowsDiff size={16} stroke={1.7} aria-hidden="true" />}>
          Compare with …
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {others === null
            ? 'Reading the runs …'
            : others.length === 0
              ? 'There is no other run yet that has measured something'
              : 'What this run is held against'}
        </Menu.Label>
        {others?.map(({ id, number, name }) => (
          <Menu.Item key={id} component={Link} href={comparePath([id, run.id])}>
            {number} · {name}
          </Menu.Item>
        ))}
        {/* Always there: it has the focus while the runs are read. */}
        <Menu.Item component={Link} href={comparePath([run.id])}>
          Choose others …
        </Menu.Item>
        <Menu.Divider data-needs="editor" />
        <Menu.Item data-needs="editor" closeMenuOnClick={false} onClick={() => mark.mutate(!isBaseline)}>
          {isBaseline ? 'No longer the baseline of its name' : `Make it the baseline of “${run.name}”`}
        </Menu.Item>
        {mark.error ? <Menu.Label role="alert">{describeError(mark.error).title}</Menu.Label> : null}
      </Menu.Dropdown>
    </Menu>
  )
}

function offered(all: readonly RunListItem[], { id, name }: Pick<RunReport, 'id' | 'name'>): RunListItem[] {
  const others = all.filter((other) => other.id !== id && other.finishedTrials > 0)
  const alike = others.filter((other) => other.name === name)
  return [...alike, ...others.filter((other) => other.name !== name)].slice(0, OFFERED)
}
