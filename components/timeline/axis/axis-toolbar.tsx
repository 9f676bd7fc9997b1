'use client'

/** Buttons for what the pointer and keys do with the axis, and which part is in sight, in words. */
import { ActionIcon, Button, VisuallyHidden } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconChevronLeft, IconChevronRight, IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { spanWords } from '@/components/format/instants'
import { useOfferedCommands, type PageCommand } from '@/components/keys/commands-at-hand'
import { useAxis, useShownSpan } from './use-axis'
import { isSame, lengthOf, MIN_SPAN_MS, PAN_SHARE, panned, ZOOM_STEP, zoomed } from './zoom'
import styles from './axis.module.css'

export function AxisToolbar() {
  const { store } = useAxis()
  const span = useShownSpan()
  const { whole } = store
  const isAll = isSame(span, whole)
  const words = isAll ? 'The whole trial' : spanWords(span)
  // Told once a gesture has come to rest.
  const [settledWords] = useDebouncedValue(words, 500)
  const pan = (direction: -1 | 1) => store.show(panned(span, whole, direction * PAN_SHARE * lengthOf(span)))
  // Around what is pointed at, if it is in sight.
  const zoom = (factor: number) => store.show(zoomed(span, whole, factor, store.pointing().atMs))
  const commands: (Omit<PageCommand, 'group'> & {
    can: boolean
    icon: ReactNode
    keys: readonly string[]
  })[] = [
    {
      ...{ id: 'time-earlier', title: 'Earlier', keys: [','], can: span[0] > whole[0] },
      ...{ icon: <IconChevronLeft size={16} aria-hidden="true" />, run: () => pan(-1) },
    },
    {
      ...{ id: 'time-later', title: 'Later', keys: ['.'], can: span[1] < whole[1] },
      ...{ icon: <IconChevronRight size={16} aria-hidden="true" />, run: () => pan(1) },
    },
    {
      ...{ id: 'zoom-out', title: 'Zoom out', keys: ['-'], can: !isAll },
      ...{ icon: <IconZoomOut size={16} aria-hidden="true" />, run: () => zoom(1 / ZOOM_STEP) },
    },
    {
      ...{ id: 'zoom-in', title: 'Zoom in', keys: ['+'], can: lengthOf(span) > MIN_SPAN_MS },
      ...{ icon: <IconZoomIn size={16} aria-hidden="true" />, run: () => zoom(ZOOM_STEP) },
    },
  ]
  const all = { id: 'zoom-all', title: 'Whole trial', keys: ['0'], run: () => store.show(whole) }
  useOfferedCommands(
    'time-axis',
    [...commands.filter(({ can }) => can), ...(isAll ? [] : [all])].map(({ id, title, keys, run }) => ({
      ...{ id, title, keys, run, group: 'Timeline' as const },
    })),
  )
  return (
    <div className={styles.toolbar} role="group" aria-label="Part of the trial">
      {commands.map(({ id, title, keys, can, icon, run }) => (
        <ActionIcon
          key={id}
          variant="default"
          size={28}
          aria-label={title}
          title={`${title} (key ${keys.join('')})`}
          // It keeps the focus where it can do nothing more.
          aria-disabled={!can}
          data-disabled={!can || undefined}
          onClick={() => (can ? run() : undefined)}
        >
          {icon}
        </ActionIcon>
      ))}
      <Button
        size="compact-sm"
        variant="default"
        title="Whole trial (key 0)"
        aria-disabled={isAll}
        data-disabled={isAll || undefined}
        onClick={all.run}
      >
        {all.title}
      </Button>
      <span className={styles.shown}>{words}</span>
      <VisuallyHidden aria-live="polite">{settledWords}</VisuallyHidden>
      <span className={styles.hint}>Drag over a chart to zoom, with Shift to move.</span>
    </div>
  )
}
