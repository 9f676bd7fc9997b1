/** What people write into a review. */
import { z } from 'zod'

/** Without U+0000, at which many programs take a text to end, and the rest of it would be lost. */
export const writtenSchema = z
  .string()
  .trim()
  .refine((text) => !text.includes('\0'), 'a text cannot hold the character U+0000')
