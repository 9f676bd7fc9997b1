/** Types that an operation gives to the code that carries it out. */
import type { z } from 'zod'
import type { Answer, Operation } from './operation'

type Parsed<Schema, Without> = Schema extends z.ZodType ? z.output<Schema> : Without

export type ParamsOf<One extends Operation> = Parsed<One['params'], Record<never, never>>
export type QueryOf<One extends Operation> = Parsed<One['query'], Record<never, never>>

/** As text with its media type where the operation reads it itself; null where it has none. */
export type BodyOf<One extends Operation> = One['body'] extends { text: true }
  ? BodyText
  : One['body'] extends { schema: infer Schema extends z.ZodType }
    ? z.output<Schema>
    : null

export interface BodyText {
  text: string
  mediaType: string
}

/** What may be answered as a plain value: whatever fits one of the schemas. */
export type ValueOf<One extends Operation> = {
  [Status in keyof One['answers']]: One['answers'][Status] extends { schema: infer Schema extends z.ZodType }
    ? z.output<Schema>
    : never
}[keyof One['answers']]

/** The status that a plain value is answered with. */
export function plainStatus({ answers }: { answers: Readonly<Record<number, Answer>> }): number {
  return Math.min(...Object.keys(answers).map(Number))
}
