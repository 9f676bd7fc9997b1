'use client'

/** Palette and sheet of keys. Nothing is loaded before it is asked for; from then on it stays, so that it can give the focus back. */
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { openOverlay, useOpenOverlay, type Overlay } from './open-overlay'

const Palette = dynamic(() => import('./palette'), { ssr: false })
const KeySheet = dynamic(() => import('./key-sheet'), { ssr: false })

export function Overlays() {
  const shown = useOpenOverlay()
  const [wanted, setWanted] = useState<readonly Overlay[]>([])
  if (shown !== null && !wanted.includes(shown)) setWanted([...wanted, shown])
  const close = () => openOverlay(null)
  return (
    <>
      {wanted.includes('palette') ? <Palette opened={shown === 'palette'} onClose={close} /> : null}
      {wanted.includes('sheet') ? <KeySheet opened={shown === 'sheet'} onClose={close} /> : null}
    </>
  )
}
