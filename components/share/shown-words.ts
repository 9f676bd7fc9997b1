/** What of a run the sealed page shows first, in words: it follows the page that is open. */
import { runViewOf } from '@/lib/core/export/view'
import { cellMetrics } from '@/lib/core/summary/cell-metrics'

/** "It opens at figures, with P99 latency on the map and trial 3." */
export function shownWords(address: URLSearchParams): string {
  const { tab, metric, cell, trial } = runViewOf(address)
  const parts = [
    `${cellMetrics[metric].title} on the map`,
    ...(cell ? ['the chosen cell framed'] : []),
    ...(trial === null ? [] : [`the receipt of trial ${trial} open`]),
  ]
  const first = tab === 'overview' ? 'It shows what you see:' : `It shows what you see, ${tab} first:`
  return `${first} ${parts.join(', ')}.`
}
