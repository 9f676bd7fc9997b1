/** What passwords, invitations and tokens must be like; forms and routes read it here. */
import { z } from 'zod'
import { ROLES } from './access'

export const SHORTEST_PASSWORD = 12
/** Longer ones only cost time: the whole of it is hashed. */
export const LONGEST_PASSWORD = 256

export const roleSchema = z.enum(ROLES)
export const mailSchema = z.email('this is no mail address').max(254).toLowerCase()
export const passwordSchema = z
  .string()
  .min(SHORTEST_PASSWORD, `a password has at least ${SHORTEST_PASSWORD} characters`)
  .max(LONGEST_PASSWORD)

/** For how many days an invitation can be used, and a token works. */
export const INVITATION_DAYS = [1, 7, 30] as const
export const TOKEN_DAYS = [7, 30, 90, 365] as const

export const DAY_MS = 86_400_000

/** Begins every API token, so that scanners for leaked secrets find it. */
export const TOKEN_PREFIX = 'rsk_'

/** What a role may do, in words. */
export const ROLE_WORDS = {
  viewer: 'sees everything, changes nothing',
  editor: 'queues, cancels, resumes, tags, reviews and deletes runs, and makes share links',
  admin: 'changes all of it, and decides who may come in',
} as const satisfies Record<(typeof ROLES)[number], string>
