/** Ties schemas of answers to the types that the program computes with, so that neither changes alone. */
import { z } from 'zod'

type Same<A, B> = [A] extends [B]
  ? [B] extends [A]
    ? [keyof A] extends [keyof B]
      ? [keyof B] extends [keyof A]
        ? true
        : false
      : false
    : false
  : false

/** The schema, if its output is this type and nothing else; otherwise it does not compile. */
export function sameType<Type>() {
  return <Schema extends z.ZodType>(
    schema: Schema &
      (Same<z.output<Schema>, Type> extends true ? unknown : { 'schema and type differ': never }),
  ): z.ZodType<Type> => schema as unknown as z.ZodType<Type>
}

/** A value of this type that the description does not take apart: its form may change with any version. */
export function untold<Type>(description: string): z.ZodType<Type> {
  return z.any().meta({ description }) as unknown as z.ZodType<Type>
}
