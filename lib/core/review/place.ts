/** What a comment on a run is about. */
import { z } from 'zod'
import type { Finding } from '../finding/finding'
import { readCellAddress } from '../runs/cell-address'

/** Longer than any trial’s window may be. */
const LONGEST_MS = 86_400_000

const atMs = z.number().min(0).max(LONGEST_MS)

/** One shape for each kind, so that a place that mixes two is refused. */
export const placeSchema = z
  .discriminatedUnion('on', [
    z.strictObject({ on: z.literal('run') }),
    z.strictObject({
      on: z.literal('cell'),
      cell: z
        .string()
        .refine((text) => readCellAddress(text) !== null, 'a cell is <fault point>.<strategy>, both from 0')
        .meta({ description: '<fault point>.<strategy>, both from 0, as the page’s address has it.' }),
    }),
    z
      .strictObject({
        on: z.literal('window'),
        trial: z.int().min(1).max(999_999).meta({ description: 'From 1.' }),
        fromMs: atMs.meta({ description: 'From the begin of the trial’s fault window.', unit: 'ms' }),
        toMs: atMs.meta({ unit: 'ms' }),
      })
      .refine(({ fromMs, toMs }) => fromMs < toMs, { path: ['toMs'], message: 'it ends before it begins' }),
    z.strictObject({
      on: z.literal('finding'),
      finding: z
        .string()
        .refine((text) => readFindingId(text) !== null, 'a finding is <rule>.<strategy>, the strategy from 0')
        .meta({ description: '<rule>.<strategy>, the strategy from 0.' }),
    }),
  ])
  .meta({ id: 'ReviewPlace', description: 'What a comment is about.' })
export type Place = z.output<typeof placeSchema>

/** What a run's finding is called for good: a rule tells of a strategy once, however many trials it was found in. */
export function findingId({ rule, arm }: Pick<Finding, 'rule' | 'arm'>): string {
  return `${rule}.${arm}`
}

/** Reads {@link findingId}; null where it is anything else. */
export function readFindingId(text: string): Pick<Finding, 'rule' | 'arm'> | null {
  const [, rule = '', arm] = /^([a-z0-9-]{1,60})\.(\d{1,2})$/.exec(text) ?? []
  return arm === undefined ? null : { rule, arm: Number(arm) }
}

/** The same text for the same place. */
export function placeKey(place: Place): string {
  switch (place.on) {
    case 'run':
      return 'run'
    case 'cell':
      return `cell ${place.cell}`
    case 'window':
      return `window ${place.trial} ${place.fromMs} ${place.toMs}`
    case 'finding':
      return `finding ${place.finding}`
  }
}
