'use client'

/** Says which fault points what stands below it is about, with the way back to all of them. */
import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { ErrorNotice } from '@/components/ui/error-notice'
import type { ShownFigures } from './shown-figures'
import styles from './heat-map.module.css'

export function NarrowedBar({
  what,
  shown: { cell, at, error, showAll },
  looks,
}: {
  /** What is narrowed, with a capital. */
  what: string
  shown: ShownFigures
  /** Names the strategy of the chosen cell, where it stands out below. */
  looks?: readonly StrategyLook[]
}) {
  const focus = cell && looks?.[cell.arm]
  return (
    <>
      <div className={styles.narrowed} role="status">
        <span>
          {what} show <strong>{at ?? 'all fault points together'}</strong>
          {focus ? `, with ${focus.label} in focus` : ''}.
        </span>
        {cell ? (
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconX size={14} aria-hidden="true" />}
            onClick={showAll}
          >
            All fault points
          </Button>
        ) : null}
      </div>
      <ErrorNotice error={error} />
    </>
  )
}
