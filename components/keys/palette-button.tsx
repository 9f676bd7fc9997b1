'use client'

/** The palette for those who have no keys, or do not know them yet. */
import { ActionIcon } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { openOverlay } from './open-overlay'

export function PaletteButton() {
  return (
    <ActionIcon
      variant="default"
      size={36}
      aria-label="Find a page, a run or an action"
      aria-haspopup="dialog"
      aria-keyshortcuts="Control+K Meta+K"
      title="Find a page, a run or an action (Ctrl + K, ⌘ K). Press ? for all keys."
      onClick={() => openOverlay('palette')}
    >
      <IconSearch size={18} stroke={1.6} aria-hidden="true" />
    </ActionIcon>
  )
}
