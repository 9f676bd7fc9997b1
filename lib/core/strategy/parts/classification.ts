/**
 * Which errors are worth another attempt. Permanent errors cannot get better by repetition; everything else may.
 * Indeterminate outcomes (info) are retried here: keeping effects single is the idempotent strategy's business.
 */
import type { ErrorClass } from '../../history/error-class'

const PERMANENT: readonly ErrorClass[] = ['rejected', 'cancelled']

/** True when repeating the same request cannot help. */
export function isPermanent(errorClass: ErrorClass): boolean {
  return PERMANENT.includes(errorClass)
}
