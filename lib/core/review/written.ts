/** What people write into a review. */
import { z } from 'zod'

/** Anything but spaces, control characters and those that nobody sees. */
const SEEN = /[^\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u

/** Whether there is something to be read in it. */
export function isSeen(text: string): boolean {
  return SEEN.test(text)
}

/** Without U+0000, at which many programs take a text to end, and the rest of it would be lost. */
export const writtenSchema = z
  .string()
  .trim()
  .refine((text) => !text.includes('\0'), 'a text cannot hold the character U+0000')
