'use client'

/** From a comment to what it is about: the part of the page that shows it, with it chosen. One step back leads here again. */
import { parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs'
import { zoomParsers } from '@/components/timeline/axis/zoom-parsers'
import type { Place } from '@/lib/core/review/place'
import { RUN_TABS } from '@/lib/core/runs/run-tabs'

const parsers = {
  tab: parseAsStringLiteral(RUN_TABS).withDefault('overview'),
  cell: parseAsString,
  trial: parseAsInteger,
  ...zoomParsers,
}

export function useOpenPlace(): (place: Exclude<Place, { on: 'run' }>) => void {
  const [, setView] = useQueryStates(parsers, { history: 'push' })
  return (place) => {
    switch (place.on) {
      case 'cell':
        void setView({ tab: 'overview', cell: place.cell })
        return bringIntoSight('[data-cell][aria-selected="true"]')
      case 'window':
        return void setView({
          ...{ tab: 'timeline', trial: place.trial, cell: null },
          ...{ from: Math.round(place.fromMs), to: Math.round(place.toMs) },
        })
      case 'finding':
        void setView({ tab: 'findings' })
        return bringIntoSight(`[data-finding="${CSS.escape(place.finding)}"]`)
    }
  }
}

const TRIES = 20
const TRY_MS = 100

/** What is loaded only now is there a little later. */
function bringIntoSight(selector: string, tries = TRIES): void {
  setTimeout(() => {
    const found = document.querySelector(selector)
    if (found) found.scrollIntoView({ block: 'center' })
    else if (tries > 1) bringIntoSight(selector, tries - 1)
  }, TRY_MS)
}
