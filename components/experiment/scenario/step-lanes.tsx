'use client'

import { Lanes, type Lane } from '@/components/lanes/lanes'
import { spanWords } from '@/components/lanes/span-words'
import type { StepDraft } from '../draft'
import { movedBy, spanOf, stepTitle } from './step-timing'

const HINT = 'On a bar: ← and → move its start, with Shift they change its length, Enter goes to its row.'

/** The steps as they overlap in time. */
export function StepLanes({
  steps,
  windowMs,
  onMove,
  onOpen,
}: {
  steps: readonly StepDraft[]
  windowMs: number
  onMove: (key: string, change: Partial<StepDraft>) => void
  /** Goes to the row of a step. */
  onOpen: (key: string) => void
}) {
  const lanes = steps.map((step, index): Lane => {
    const span = spanOf(step)
    const title = stepTitle(step)
    const words = span ? spanWords(span) : 'start or length is no number'
    return {
      key: step.key,
      title,
      note: words,
      marks: span
        ? [
            {
              key: step.key,
              ...span,
              momentary: span.startMs === span.endMs,
              look: 'step',
              words: `Step ${index + 1}: ${title}, ${words}`,
              onOpen: () => onOpen(step.key),
              onKeyDown: (event) => {
                const change = movedBy(event.key, event.shiftKey, step, windowMs)
                if (!change) return
                event.preventDefault()
                onMove(step.key, change)
              },
            },
          ]
        : [],
    }
  })
  return <Lanes label="Timeline of the scenario" lanes={lanes} windowMs={windowMs} hint={HINT} />
}
