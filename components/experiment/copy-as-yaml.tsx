'use client'

import { Button } from '@mantine/core'
import { useState } from 'react'

/** Puts the experiment on the clipboard, ready for `retryscope run`. @param text null = there is none yet */
export function CopyAsYaml({ text }: { text: string | (() => Promise<string>) | null }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(typeof text === 'function' ? await text() : (text ?? ''))
      setOutcome('copied')
    } catch {
      // Browsers refuse outside a secure context or without focus.
      setOutcome('refused')
    }
  }
  const words = { copied: 'Copied', refused: 'The browser refused to copy' }
  return (
    <Button size="compact-sm" variant="subtle" disabled={text === null} onClick={() => void copy()}>
      {outcome === null ? 'Copy as YAML' : words[outcome]}
    </Button>
  )
}
