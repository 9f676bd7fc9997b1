'use client'

/** The link, told once: it is kept nowhere. */
import { Anchor, Button, TextInput } from '@mantine/core'
import { useRef, useState } from 'react'
import { LocalTime } from '@/components/format/local-time'
import type { MadeShare } from '@/lib/core/share/share'
import { OnlyThisMachine } from './only-this-machine'
import styles from './share.module.css'

export function MadeLink({ made: { share, path }, onAgain }: { made: MadeShare; onAgain: () => void }) {
  const link = `${window.location.origin}${path}`
  return (
    <div className={styles.form}>
      <Copied label="The link" text={link} isFirst />
      <p className={styles.about}>
        It is told now and never again: copy it.{' '}
        {share.hasPassword ? 'Tell the password another way. ' : null}
        {share.expiresAt ? (
          <>
            It ends <LocalTime iso={share.expiresAt} />.
          </>
        ) : (
          'It never ends by itself.'
        )}{' '}
        <Anchor href={path} target="_blank" rel="noreferrer" fz="inherit" underline="always">
          Open it
        </Anchor>
      </p>
      <OnlyThisMachine origin={window.location.origin} />
      {share.embedOrigins.length > 0
        ? share.charts.map((name) => (
            <Copied
              key={name}
              label={`Frame of ${name.replaceAll('-', ' ')}`}
              text={`<iframe src="${link}/chart/${name}" title="${name.replaceAll('-', ' ')}" width="760" height="480" loading="lazy"></iframe>`}
            />
          ))
        : null}
      <div>
        <Button variant="default" onClick={onAgain}>
          Make another one
        </Button>
      </div>
    </div>
  )
}

function Copied({ label, text, isFirst = false }: { label: string; text: string; isFirst?: boolean }) {
  const [outcome, setOutcome] = useState<'copied' | 'refused' | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      setOutcome('copied')
    } catch {
      // Browsers refuse outside a secure context: the text is marked for a key to copy.
      field.current?.select()
      setOutcome('refused')
    }
  }
  return (
    <div className={styles.copied}>
      <TextInput
        ref={field}
        label={label}
        value={text}
        readOnly
        className={styles.link}
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant={isFirst ? 'filled' : 'default'} autoFocus={isFirst} onClick={() => void copy()}>
        {outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'Press Ctrl C' : 'Copy'}
      </Button>
    </div>
  )
}
