'use client'

/** One line of fixed height on what became of the draft: restored, replaced, kept; and the switch between form and YAML. */
import { Anchor, CloseButton, SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import type { ExperimentForm } from '../use-experiment-form'
import { UNDONE } from '../keep/use-kept-form'
import { clockTime } from './clock-time'
import styles from './start.module.css'

const VIEWS = [
  { value: 'form', label: 'Form' },
  { value: 'yaml', label: 'YAML' },
]

interface Refusal {
  /** Why a file was not opened; null = none was refused. */
  refusal: string | null
  closeRefusal: () => void
}

export function StateLine({ form, ...refusal }: { form: ExperimentForm } & Refusal) {
  const { view } = form
  return (
    <div className={styles.state}>
      <div className={styles.message} role="status">
        <Message form={form} {...refusal} />
      </div>
      <SegmentedControl
        size="xs"
        aria-label="View of the experiment"
        data={VIEWS}
        value={view.shown}
        onChange={(value) => view.show(value === 'yaml' ? 'yaml' : 'form')}
      />
    </div>
  )
}

/** The most pressing thing to say. */
function Message({ form, refusal, closeRefusal }: { form: ExperimentForm } & Refusal) {
  const { kept, view, yaml, begin } = form
  if (refusal !== null)
    return (
      <Closable label="Close the notice" onClose={closeRefusal}>
        <strong className={styles.wrong}>✕ {refusal}</strong>
      </Closable>
    )
  if (view.isHeld)
    return (
      <>
        <strong className={styles.wrong}>
          ✕ The YAML is no experiment yet, so the form cannot show it. Mend what is listed, or
        </strong>{' '}
        <Action onClick={() => form.replace(form.draft, 'Went back to the form as it last read')}>
          go back to what last read
        </Action>
      </>
    )
  if (kept.undo) {
    const wasUndone = kept.undo.words.startsWith(UNDONE)
    return (
      <Closable label="Forget the step back" onClose={kept.closeUndo}>
        {kept.undo.words} · <Action onClick={kept.undoLast}>{wasUndone ? 'Do it again' : 'Undo'}</Action>
      </Closable>
    )
  }
  if (kept.restoredAt !== null)
    return (
      <Closable label="Close the notice" onClose={kept.closeRestored}>
        Restored what you had typed at {clockTime(kept.restoredAt)} ·{' '}
        <Action onClick={() => form.replace(begin, 'Discarded what was typed')}>Discard</Action>
      </Closable>
    )
  if (!kept.isKept) return 'This browser keeps nothing: a reload loses what is typed.'
  if (view.shown === 'form' && yaml.isTyped && yaml.hasComments)
    return 'The YAML has comments. The first change in the form writes it anew, without them.'
  return 'What you type is kept in this browser.'
}

function Action({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Anchor component="button" type="button" inherit underline="always" onClick={onClick}>
      {children}
    </Anchor>
  )
}

function Closable({ label, onClose, children }: { label: string; onClose: () => void; children: ReactNode }) {
  return (
    <>
      <span>{children}</span>
      <CloseButton size="xs" aria-label={label} onClick={onClose} />
    </>
  )
}
