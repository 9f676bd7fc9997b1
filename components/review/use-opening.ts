'use client'

/** Something that a button opens in its own place: when it is closed, the button has the focus again. */
import { useState } from 'react'

export function useOpening(isOpenAtFirst: () => boolean) {
  const [state, setState] = useState<'open' | 'never' | 'closed'>(() => (isOpenAtFirst() ? 'open' : 'never'))
  return {
    isOpen: state === 'open',
    open: () => setState('open'),
    close: () => setState('closed'),
    /** For the button: it comes back because somebody closed what stood there. */
    autoFocus: state === 'closed',
  }
}
