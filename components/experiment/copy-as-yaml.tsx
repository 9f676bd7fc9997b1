'use client'

import { Button } from '@mantine/core'
import { useState } from 'react'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'

/** Puts the spec on the clipboard, ready for `retryscope run`. */
export function CopyAsYaml({ spec }: { spec: ExperimentSpec | null }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  const copy = async () => {
    // Only people who use it pay for the YAML library.
    const { stringify } = await import('yaml')
    try {
      await navigator.clipboard.writeText(stringify(spec))
      setOutcome('copied')
    } catch {
      // Browsers refuse outside a secure context or without focus.
      setOutcome('refused')
    }
  }
  const words = { copied: 'Copied', refused: 'The browser refused to copy' }
  return (
    <Button size="compact-sm" variant="subtle" disabled={spec === null} onClick={() => void copy()}>
      {outcome === null ? 'Copy as YAML' : words[outcome]}
    </Button>
  )
}
