'use client'

/** The settings for one target, and what they leave out. */
import { Button, CopyButton, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import {
  isTakeHomeTarget,
  nothingToTakeHome,
  paramsFor,
  TAKE_HOME_TARGETS,
  takeHome,
  type TakeHome,
  type TakeHomeTargetName,
} from '@/lib/core/strategy/take-home/take-home'
import styles from './take-home.module.css'

const TARGETS = Object.entries(TAKE_HOME_TARGETS).map(([value, { title }]) => ({ value, label: title }))

export interface TakeHomeTextProps {
  use: string
  params: Record<string, unknown>
  /** What the run was aimed at. */
  kind: ExperimentSpec['target']['kind']
}

export function TakeHomeText({ use, params, kind }: TakeHomeTextProps) {
  const [target, setTarget] = useState<TakeHomeTargetName>('grpc')
  const strategy = builtInCatalogue.find(use)
  const taken = strategy ? takeHome(strategy, paramsFor(strategy, params, kind), target) : null
  return (
    <>
      <div className={styles.actions}>
        <NativeSelect
          aria-label="For"
          data={TARGETS}
          value={target}
          onChange={({ currentTarget: { value } }) => {
            if (isTakeHomeTarget(value)) setTarget(value)
          }}
        />
        {taken ? (
          <CopyButton value={taken.text}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? 'Copied' : 'Copy'}
              </Button>
            )}
          </CopyButton>
        ) : null}
      </div>
      {taken ? (
        <Taken taken={taken} title={TAKE_HOME_TARGETS[target].title} />
      ) : (
        <p className={styles.about}>{nothingToTakeHome(strategy, use, target)}</p>
      )}
    </>
  )
}

function Taken({ taken: { text, notExpressed }, title }: { taken: TakeHome; title: string }) {
  return (
    <>
      <pre className={styles.code} tabIndex={0} aria-label={title}>
        {text}
      </pre>
      {notExpressed.length === 0 ? (
        <p className={styles.about}>✓ It says everything that this strategy does.</p>
      ) : (
        <>
          <h3 className={styles.left}>Not expressed</h3>
          <ul className={styles.list}>
            {notExpressed.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
