/**
 * What a lab's owner and its watchdog tell each other: JSON lines over the watchdog's stdin and stdout. The end of
 * stdin is a message too: the owner is gone.
 */
import { z } from 'zod'
import { labAddressSchema, labOwnerSchema } from './lab-file'
import { processIdentitySchema } from './process-identity'
import { programOrderSchema, programStateSchema } from './program-order'

const programSchema = z.object({
  name: z.string(),
  command: z.string(),
  arguments: z.array(z.string()),
  /** Below the lab's data folder; removed when the program is stopped for good. */
  dataFolder: z.string().optional(),
})
export type Program = z.output<typeof programSchema>

export const watchdogCommandSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('start'),
    directory: z.string(),
    labId: z.string(),
    owner: labOwnerSchema,
    ownerProcess: processIdentitySchema,
    address: labAddressSchema,
    programs: z.array(programSchema),
    /** Not started before they are ordered. */
    reserve: z.array(programSchema),
  }),
  /** What to do with one program; `id` is in the answers. */
  z.object({ type: z.literal('order'), id: z.int(), order: programOrderSchema }),
  /** The owner lives; from the first one on it must not fall silent. */
  z.object({ type: z.literal('beat') }),
  /** No fault is set: the owner may be silent. */
  z.object({ type: z.literal('rest') }),
  /** From now on the lab outlives its owner. */
  z.object({ type: z.literal('stand') }),
  z.object({ type: z.literal('stop') }),
])
export type WatchdogCommand = z.output<typeof watchdogCommandSchema>
export type StartCommand = Extract<WatchdogCommand, { type: 'start' }>

export const watchdogReportSchema = z.discriminatedUnion('type', [
  /** All programs are running; whether they are healthy is for the owner to find out. */
  z.object({
    type: z.literal('started'),
    watchdog: processIdentitySchema,
    programs: z.array(z.object({ name: z.string(), process: processIdentitySchema })),
  }),
  z.object({ type: z.literal('failed'), program: z.string(), message: z.string() }),
  z.object({ type: z.literal('standing') }),
  /** The signal of an order has left. */
  z.object({ type: z.literal('signalled'), id: z.int() }),
  /** An order was carried out, and that was read back from the operating system. */
  z.object({ type: z.literal('obeyed'), id: z.int(), programs: z.array(programStateSchema) }),
  /** An order was not carried out: it makes no sense as things are (the lab is as it was), or it went wrong. */
  z.object({ type: z.literal('refused'), id: z.int(), message: z.string(), isRefusal: z.boolean() }),
])
export type WatchdogReport = z.output<typeof watchdogReportSchema>
