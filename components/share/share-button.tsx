'use client'

/** Opens what makes a link; that comes when somebody asks for it. */
import { Button } from '@mantine/core'
import { IconShare } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import type { ShareTarget } from './share-dialog'

const ShareDialog = dynamic(() => import('./share-dialog'), { ssr: false })

export function ShareButton({ of }: { of: ShareTarget }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button
        data-needs="editor"
        variant="default"
        leftSection={<IconShare size={16} stroke={1.7} aria-hidden="true" />}
        onClick={() => setIsOpen(true)}
      >
        Share …
      </Button>
      {isOpen ? <ShareDialog of={of} onClose={() => setIsOpen(false)} /> : null}
    </>
  )
}
