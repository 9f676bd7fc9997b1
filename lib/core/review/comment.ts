/** Comments on a run, in threads: the first one says what it is about, the others answer. */
import { z } from 'zod'
import { placeSchema } from './place'
import { isSeen } from '../words/signs'
import { writtenSchema } from './written'

/** As JSON, where a character may take six bytes, it fits into what an operation reads. */
export const LONGEST_COMMENT = 10_000

/** In all threads of a run together; who has more to say writes it elsewhere. */
export const MOST_COMMENTS = 1_000

const instant = z.iso.datetime()

const NOTHING_SAID = 'a comment says something'

export const commentTextSchema = writtenSchema
  .min(1, { error: NOTHING_SAID, abort: true })
  .max(LONGEST_COMMENT)
  .refine(isSeen, NOTHING_SAID)
  .meta({ description: 'Markdown.' })

const commentAuthorSchema = z.object({
  name: z.string(),
  accountId: z.string().nullable().meta({ description: 'Null = the only person there was.' }),
  you: z.boolean().meta({ description: 'It is whoever asks: only an author edits a comment.' }),
})

export const commentSchema = z
  .object({
    id: z.string(),
    author: commentAuthorSchema,
    text: z.string().meta({ description: 'Markdown; empty of one that was deleted.' }),
    createdAt: instant,
    editedAt: instant.nullable(),
    deleted: z.boolean().meta({ description: 'It keeps its place while others stand in its thread.' }),
    mayDelete: z.boolean().meta({ description: 'Whoever asks may: its author, and administrators.' }),
  })
  .meta({ id: 'ReviewComment' })
export type Comment = z.output<typeof commentSchema>

export const threadSchema = z
  .object({
    id: z.string(),
    place: placeSchema,
    comments: z.array(commentSchema).meta({ description: 'Oldest first; the first one begins the thread.' }),
    resolved: z
      .object({ by: z.string(), at: instant })
      .nullable()
      .meta({ description: 'Who said that it is settled; null = it is open.' }),
  })
  .meta({ id: 'ReviewThread' })
export type Thread = z.output<typeof threadSchema>
