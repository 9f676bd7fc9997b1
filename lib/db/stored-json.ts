/** Schemas of the JSON columns: what comes out of the database is checked like any other input. */
import { z } from 'zod'
import { findingSchema } from '@/lib/core/finding/finding'
import { ledgerEntrySchema } from '@/lib/core/fault/ledger'
import { receiptLineSchema } from '@/lib/core/fault/receipt'
import { leaderEventSchema } from '@/lib/core/summary/leader-impact'
import { storedWindowSchema } from '@/lib/core/trace/trial-window'
import { DatabaseError } from './database-error'
import type { Prisma } from './generated/client'

export const ledgerSchema = z.array(ledgerEntrySchema)
export const findingsSchema = z.array(findingSchema)
export const leaderEventsSchema = z.array(leaderEventSchema)
export const receiptSchema = z.array(receiptLineSchema)
/** Null for trials of versions that did not keep them. */
export const windowsSchema = z.array(storedWindowSchema).nullable()
export const reasonsSchema = z.array(z.string())
export const qualitySchema = z.enum(['good', 'suspect'])
export const verdictSchema = z.enum(['pass', 'fail', 'inconclusive'])

/** Reads a stored value, or says which one does not fit. */
export function readStored<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  what: string,
): z.output<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new DatabaseError(
    'damaged',
    `${what} cannot be read: the stored value does not fit this version of Retryscope. Update Retryscope if the data was written by a newer one.`,
    result.error,
  )
}

/** A core type as Prisma takes JSON: its own type does not accept interfaces. */
export function asJson(value: object): Prisma.InputJsonValue {
  return value as Prisma.InputJsonObject
}
