'use client'

/** A button for what cannot be undone: the second press does it. */
import { Button } from '@mantine/core'
import { useState } from 'react'

export function AskedTwice({
  words,
  label,
  sure,
  sureLabel,
  busy,
  quiet = false,
  onSure,
}: {
  words: string
  /** What is meant, for those who hear only the button. */
  label: string
  sure: string
  /** As {@link label}, where `sure` alone does not tell. */
  sureLabel?: string
  busy: boolean
  /** One of many on the page. */
  quiet?: boolean
  onSure: () => void
}) {
  const [asks, setAsks] = useState(false)
  if (!asks)
    return (
      <Button
        variant={quiet ? 'subtle' : 'default'}
        size="compact-sm"
        aria-label={label}
        onClick={() => setAsks(true)}
      >
        {words}
      </Button>
    )
  return (
    <>
      <Button
        color="red"
        size="compact-sm"
        loading={busy}
        autoFocus
        {...(sureLabel === undefined ? {} : { 'aria-label': sureLabel })}
        onClick={onSure}
      >
        {sure}
      </Button>
      <Button variant="default" size="compact-sm" onClick={() => setAsks(false)}>
        Keep
      </Button>
    </>
  )
}
