'use client'

/** A secret that is shown only now: to be copied. */
import { Button } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { Notice } from '@/components/ui/notice'
import styles from './account.module.css'

export function ShownOnce({ title, text, secret }: { title: string; text: string; secret: string }) {
  const { copied, copy, error } = useClipboard({ timeout: 2_000 })
  const Icon = copied ? IconCheck : IconCopy
  return (
    <Notice tone="info" title={title}>
      {text}
      <div className={styles.secret}>
        <code>{secret}</code>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<Icon size={16} stroke={1.7} aria-hidden="true" />}
          onClick={() => copy(secret)}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
      </div>
      {error ? 'The browser did not let it be copied: mark it and copy it yourself.' : null}
    </Notice>
  )
}
