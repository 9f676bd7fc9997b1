/**
 * Brooker's contention model for 10 to 190 clients, 100 simulations each: prints the table and draws
 * docs/images/contention.svg. Virtual time and a fixed seed: the same figures on every machine. Docs: docs/contention.md.
 */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import {
  CONTENTION_BACKOFFS,
  meanContention,
  type ContentionBackoff,
} from '@/lib/core/strategy/contention/contention'
import { drawPanels } from './contention-chart'

const RUNS = 100
const SEED = 1
const CHART = path.join('docs', 'images', 'contention.svg')

const names = Object.keys(CONTENTION_BACKOFFS) as ContentionBackoff[]
const clientCounts = Array.from({ length: 19 }, (_, n) => 10 * (n + 1))
const rows = clientCounts.map((clients) => ({
  clients,
  means: names.map((name) => meanContention(clients, name, { seed: SEED, runs: RUNS })),
}))

console.log(`completion in ms / calls, means of ${RUNS} simulations, seed ${SEED}\n`)
console.log(['clients', ...names.map((name) => name.padStart(15))].join(' '))
for (const { clients, means } of rows)
  console.log(
    [
      String(clients).padStart(7),
      ...means.map((m) => `${Math.round(m.completionMs)} / ${Math.round(m.calls)}`.padStart(15)),
    ].join(' '),
  )

const linesOf = (figure: 'completionMs' | 'calls') =>
  names.map((name, index) => ({ name, values: rows.map(({ means }) => means[index]?.[figure] ?? NaN) }))
const panels = [
  { title: 'Completion time, ms (logarithmic)', scale: 'log', lines: linesOf('completionMs') },
  { title: 'Calls to the server', scale: 'linear', lines: linesOf('calls') },
] as const
writeFileSync(CHART, drawPanels(panels, clientCounts, 'clients'))
console.log(`\nchart: ${CHART}`)
