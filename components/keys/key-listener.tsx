'use client'

/** Listens to the keys of the product, and opens the palette and the sheet of keys; each is loaded when it is first asked for. */
import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef } from 'react'
import { commandsAtHand } from './commands-at-hand'
import { stepKeys } from './key-sequence'
import { openOverlay } from './open-overlay'
import { Overlays } from './overlays'
import { KEY_BINDINGS, PALETTE_KEY, type KeyCommand } from './registry'
import { useSingleKeys } from './single-keys'
import { numbersSwitch, searchField, takesLetters } from './where-keys-go'

/** Longer apart, two keys are not one row. */
const ROW_MS = 1_200

export default function KeyListener() {
  const router = useRouter()
  const [singleKeys] = useSingleKeys()
  const row = useRef<{ keys: readonly string[]; atMs: number }>({ keys: [], atMs: 0 })

  const carryOut = (command: KeyCommand): boolean => {
    if (typeof command === 'object') {
      router.push(command.go)
      return true
    }
    if (command === 'palette' || command === 'sheet') {
      openOverlay(command)
      return true
    }
    if (command === 'search' || command === 'numbers') {
      const found = command === 'search' ? searchField(document) : numbersSwitch(document)
      // Also for a chart: the one that had the focus gives way to its table.
      found?.focus({ preventScroll: command === 'numbers' })
      if (command === 'numbers') found?.click()
      return found !== null
    }
    const offered = commandsAtHand().find(({ id }) => id === command)
    offered?.run()
    return offered !== undefined
  }

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const withControl = event.ctrlKey || event.metaKey
    if (withControl && !event.altKey && !event.shiftKey && event.key.toLowerCase() === PALETTE_KEY) {
      event.preventDefault()
      openOverlay('palette')
      return
    }
    // What lies above the page has all keys for itself.
    const isCovered = document.querySelector('[aria-modal="true"], dialog[open]') !== null
    const typed = takesLetters(event.target instanceof Element ? event.target : null)
    // Some keyboards write signs such as [ with AltGr (which is Ctrl and Alt) or with the Mac's Alt.
    const isSign = event.key.length === 1 && !/[a-z\d]/i.test(event.key)
    const isModified = (withControl && !event.getModifierState('AltGraph')) || (event.altKey && !isSign)
    if (!singleKeys || isModified || isCovered || typed || event.key.length !== 1) return
    const { keys, atMs } = row.current
    const { command, pending } = stepKeys(
      KEY_BINDINGS,
      event.timeStamp - atMs > ROW_MS ? [] : keys,
      event.key.toLowerCase(),
    )
    row.current = { keys: pending, atMs: event.timeStamp }
    if (command !== null && carryOut(command)) event.preventDefault()
  })

  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])

  return <Overlays />
}
