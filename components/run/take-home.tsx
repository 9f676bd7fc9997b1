'use client'

/** A strategy's parameters as settings of the tools a team ships with. */
import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useId, useRef, useState } from 'react'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import styles from './take-home.module.css'

// Only readers who take something home pay for the translations.
const TakeHomeText = dynamic(() => import('./take-home-text').then((module) => module.TakeHomeText), {
  loading: () => <p>Loading …</p>,
})

export interface TakeHomeProps {
  strategy: ExperimentSpec['strategies'][number]
  /** What the run was aimed at. */
  kind: ExperimentSpec['target']['kind']
}

export function TakeHome({ strategy, kind }: TakeHomeProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  const id = useId()
  const open = () => {
    setIsOpen(true)
    dialog.current?.showModal()
  }
  return (
    <>
      <Button
        size="compact-xs"
        variant="subtle"
        aria-haspopup="dialog"
        aria-label={`Take ${strategy.label} home`}
        onClick={open}
      >
        Take home
      </Button>
      <dialog
        ref={dialog}
        className={styles.dialog}
        aria-labelledby={id}
        onClose={() => setIsOpen(false)}
        // A click on the backdrop reaches the dialog itself, one on its content does not.
        onClick={(event) => {
          if (event.target === event.currentTarget) dialog.current?.close()
        }}
      >
        <div className={styles.content}>
          <div className={styles.head}>
            <h2 id={id}>Take “{strategy.label}” home</h2>
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              aria-label="Close"
              onClick={() => dialog.current?.close()}
            >
              <IconX size={16} aria-hidden="true" />
            </Button>
          </div>
          {isOpen ? <TakeHomeText use={strategy.use} params={strategy.params} kind={kind} /> : null}
        </div>
      </dialog>
    </>
  )
}
