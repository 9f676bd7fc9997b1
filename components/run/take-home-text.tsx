'use client'

/** The settings for one target, and what they leave out. */
import { Button, CopyButton, NativeSelect } from '@mantine/core'
import { useState } from 'react'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import {
  isTakeHomeTarget,
  nothingToTakeHome,
  TAKE_HOME_TARGETS,
  takeHome,
  type TakeHomeTargetName,
} from '@/lib/core/strategy/take-home/take-home'
import styles from './take-home.module.css'

const TARGETS = Object.entries(TAKE_HOME_TARGETS).map(([value, { title }]) => ({ value, label: title }))

export function TakeHomeText({ use, params }: { use: string; params: Record<string, unknown> }) {
  const [target, setTarget] = useState<TakeHomeTargetName>('grpc')
  const strategy = builtInCatalogue.find(use)
  const taken = strategy ? takeHome(strategy, params, target) : null
  if (!taken) return <p className={styles.about}>{nothingToTakeHome({ title: strategy?.title ?? use })}</p>
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
        <CopyButton value={taken.text}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? 'Copied' : 'Copy'}
            </Button>
          )}
        </CopyButton>
      </div>
      <pre className={styles.code} tabIndex={0} aria-label={TAKE_HOME_TARGETS[target].title}>
        {taken.text}
      </pre>
      {taken.notExpressed.length === 0 ? (
        <p className={styles.about}>✓ It says everything that this strategy does.</p>
      ) : (
        <>
          <h3 className={styles.left}>Not expressed</h3>
          <ul className={styles.list}>
            {taken.notExpressed.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </>
  )
}
