/** lab.json: everything needed to find a lab again, and to end what a crash has left of it. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { TARGET_KINDS } from '@/lib/core/fault/fault'
import { processIdentitySchema } from './process-identity'

export const labOwnerSchema = z.object({ kind: z.enum(['run', 'cli', 'test', 'watchdog']), id: z.string() })

export const labAddressSchema = z.object({
  driver: z.enum(['local', 'external']),
  target: z.enum(TARGET_KINDS).optional(),
  toxiproxyUrl: z.string(),
  members: z.array(
    z.object({
      name: z.string(),
      directAddress: z.string(),
      proxyName: z.string(),
      proxiedAddress: z.string(),
      // Left out by versions that had no links of their own for peers.
      peerAddress: z.string().nullish(),
      peerProxyName: z.string().nullish(),
      peerProxiedAddress: z.string().nullish(),
      adminUrl: z.string(),
      authority: z.string().optional(),
    }),
  ),
  spare: z.object({ name: z.string(), directAddress: z.string(), peerUrl: z.string() }).optional(),
  namespace: z
    .object({
      process: processIdentitySchema,
      hostInterface: z.string(),
      hostAddress: z.string(),
      address: z.string(),
      uids: z.record(z.string(), z.int()),
    })
    .nullish(),
})

export const labFileSchema = z.object({
  id: z.string(),
  createdAt: z.string(),
  owner: labOwnerSchema,
  /** The process that started the lab; while it lives the lab is its own. */
  ownerProcess: processIdentitySchema,
  watchdog: processIdentitySchema,
  /** True for a lab that outlives its owner. */
  standing: z.boolean(),
  address: labAddressSchema,
  /** Without a process where it was never started. */
  programs: z.array(z.object({ name: z.string(), process: processIdentitySchema.nullable() })),
  /** Set when a program ended by itself. */
  failure: z.object({ program: z.string(), message: z.string() }).nullable(),
  /** Set when all programs were ended and the data removed. */
  endedAt: z.string().nullable(),
})
export type LabFile = z.output<typeof labFileSchema>

/** Replaces lab.json in one step, so that nobody reads half of it. */
export function writeLabFile(directory: string, content: LabFile): void {
  mkdirSync(directory, { recursive: true })
  const file = path.join(directory, 'lab.json')
  writeFileSync(`${file}.new`, `${JSON.stringify(content, null, 2)}\n`)
  renameSync(`${file}.new`, file)
}

/** The lab in this folder; null when there is no readable lab.json. */
export function readLabFile(directory: string): LabFile | null {
  let content: unknown
  try {
    content = JSON.parse(readFileSync(path.join(directory, 'lab.json'), 'utf8'))
  } catch {
    return null // Never written, or by a crash of the machine not to its end.
  }
  const file = labFileSchema.safeParse(content)
  return file.success ? file.data : null
}

/** Where a lab keeps its parts. */
export const dataDirectory = (directory: string) => path.join(directory, 'data')
export const logsDirectory = (directory: string) => path.join(directory, 'logs')
export const logFile = (directory: string, program: string) =>
  path.join(logsDirectory(directory), `${program}.log`)
/** The lock that gives a standing lab to one run. */
export const ownerLock = (directory: string) => path.join(directory, 'owner.lock')
