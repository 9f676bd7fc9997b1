/** What people may be called. Decisions and changes stand under names, so that nobody may look like somebody else. */
import { z } from 'zod'
import { hasUnseen } from '../words/signs'
import { OWNER_NAME } from './access'

/** Of people, tokens and whatever else is written beside what was done. */
export const nameSchema = z
  .string()
  .trim()
  .min(1, 'a name is needed')
  .max(80)
  .refine((name) => !hasUnseen(name), {
    error: 'it has a character that cannot be seen or that turns its letters around; type the name anew',
  })

/** Names of what changes something here and is no account, and words that stand in place of a name. */
const RESERVED = new Set(
  [OWNER_NAME, 'command line', 'clean-up', 'webhooks', 'Retryscope', 'somebody', 'nobody', 'you'].map(
    nameKey,
  ),
)

/** The same for names that look the same but for capitals, width and spaces. */
function nameKey(name: string): string {
  // Capitals first: “ß” and “SS” are the same then, as are the two small sigmas.
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replace(/\s+/g, '')
}

/** `name-reserved`: it is, or looks like, the author of what no account did. `name-taken`: somebody has it. */
export type NameProblem = 'name-reserved' | 'name-taken'

/** @param others names of all other accounts @returns why a name cannot be had; null = it can */
export function nameProblem(name: string, others: readonly string[]): NameProblem | null {
  const key = nameKey(name)
  // As changes by a token are signed (authorOf).
  if (RESERVED.has(key) || key.includes('(token')) return 'name-reserved'
  return isTaken(name, others) ? 'name-taken' : null
}

/** Whether one of the others has this name, or one that looks the same. */
export function isTaken(name: string, others: readonly string[]): boolean {
  const key = nameKey(name)
  return others.some((other) => nameKey(other) === key)
}
