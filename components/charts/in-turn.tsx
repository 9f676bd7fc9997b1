'use client'

/** Draws what is costly one after the other, each when the page has nothing else to do: a click in between is answered at once. */
import { Skeleton } from '@mantine/core'
import { useEffect, useState, type ReactNode } from 'react'

/** A busy page draws the next one after this time all the same. */
const LONGEST_WAIT_MS = 1_000

const waiting = new Set<() => void>()
let isAsked = false

function next(): void {
  isAsked = false
  const [first] = waiting
  if (!first) return
  waiting.delete(first)
  first()
  ask()
}

function ask(): void {
  if (isAsked || waiting.size === 0) return
  isAsked = true
  // Safari has no requestIdleCallback.
  if (typeof requestIdleCallback === 'function') requestIdleCallback(next, { timeout: LONGEST_WAIT_MS })
  else setTimeout(next, 50)
}

/** A placeholder of the same size until it is the turn of what it holds. */
export function InTurn({ children }: { children: ReactNode }) {
  const [isIt, setIsIt] = useState(false)
  useEffect(() => {
    const draw = () => setIsIt(true)
    waiting.add(draw)
    ask()
    return () => void waiting.delete(draw)
  }, [])
  return isIt ? children : <Skeleton h="100%" />
}
