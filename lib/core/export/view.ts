/** What somebody looked at when a run or a comparison was sealed, as the address of its page carried it. */
import { z } from 'zod'
import { ALL_METRICS } from '../comparison/compare-several'
import { CELL_METRICS } from '../summary/cell-metrics'
import { readCellAddress } from '../runs/cell-address'
import { RUN_TABS } from '../runs/run-tabs'
import { DIMENSIONS } from '../summary/heat-axes'

export const runViewSchema = z.strictObject({
  /** Parts that a file has no section for open the one that comes closest. */
  tab: z.enum(RUN_TABS).default('overview'),
  metric: z.enum(CELL_METRICS).default('success'),
  /** What stands across in the maps; null = as the page chooses. */
  columns: z.enum(DIMENSIONS).nullable().default(null),
  /** Both from 0. */
  cell: z
    .strictObject({ pointIndex: z.int().min(0).max(999_999), arm: z.int().min(0).max(99) })
    .nullable()
    .default(null),
  /** Counted from 1. */
  trial: z.int().min(1).max(999_999).nullable().default(null),
})
export type RunView = z.output<typeof runViewSchema>

export const comparisonViewSchema = z.strictObject({ metric: z.enum(ALL_METRICS).default('successRate') })
export type ComparisonView = z.output<typeof comparisonViewSchema>

export const DEFAULT_RUN_VIEW: RunView = runViewSchema.parse({})

/** Reads the view out of a page’s address; what does not fit is left at its default. */
export function runViewOf(address: URLSearchParams): RunView {
  const trial = Number(address.get('trial'))
  const wanted: Record<keyof RunView, unknown> = {
    tab: address.get('tab'),
    metric: address.get('metric'),
    columns: address.get('columns'),
    cell: readCellAddress(address.get('cell') ?? ''),
    trial: Number.isInteger(trial) && trial >= 1 ? trial : null,
  }
  const fitting = Object.entries(wanted).filter(
    ([key, value]) => runViewSchema.shape[key as keyof RunView].safeParse(value).success,
  )
  return runViewSchema.parse(Object.fromEntries(fitting))
}
