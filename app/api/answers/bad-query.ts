/** The refusal for parameters that a route does not take. */
import type { z } from 'zod'
import { Refusal } from './problem'

export function badQuery({ issues }: z.ZodError): Refusal {
  return new Refusal({
    status: 400,
    title: 'The question cannot be understood',
    detail: issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '),
  })
}
