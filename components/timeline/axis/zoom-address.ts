'use client'

/** The part that is looked at, in the page's address: `?from=5200&to=5400`, milliseconds from the window's begin. */
import { useQueryStates } from 'nuqs'
import { useEffect, useEffectEvent, useState } from 'react'
import { AxisStore } from './axis-store'
import { zoomParsers } from './zoom-parsers'
import { addressOf, isSame, spanWithin, type Span } from './zoom'

/** An address is written when a gesture has come to rest. */
const REST_MS = 200

/** A store that shows what the address asks for, and the other way round. */
export function useAxisStore(whole: Span): AxisStore {
  const [asked, setAsked] = useQueryStates(zoomParsers, { history: 'replace' })
  const [store] = useState(() => new AxisStore(whole, asked))
  const { from, to } = asked

  const follow = useEffectEvent(() => {
    const written = addressOf(store.span(), whole)
    if (written.from !== from || written.to !== to) store.show(spanWithin(whole, { from, to }))
  })
  // Somebody went back in the browser, or followed a link.
  useEffect(() => follow(), [from, to])

  const write = useEffectEvent(() => {
    const next = addressOf(store.span(), whole)
    const shown = spanWithin(whole, { from, to })
    // What cannot be as it was asked for is put right, too, but only when somebody moves.
    if (next.from !== from || next.to !== to || !isSame(shown, store.span())) void setAsked(next)
  })
  useEffect(() => {
    const { pathname } = location
    let timer: ReturnType<typeof setTimeout> | undefined
    const settle = () => {
      timer = undefined
      write()
    }
    const leave = store.onSpan(() => {
      clearTimeout(timer)
      timer = setTimeout(settle, REST_MS)
    })
    return () => {
      leave()
      if (timer === undefined) return
      clearTimeout(timer)
      // Closed before the gesture came to rest; of another page the address is none of this chart’s.
      if (location.pathname === pathname) settle()
    }
  }, [store])
  return store
}
