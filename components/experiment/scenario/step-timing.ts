/** A step of the form as it stands on the timeline, and how it is moved there. Pure. */
import { moveStep, type Span } from '@/components/lanes/lane-scale'
import { findFault, isMomentary } from '@/lib/core/fault/registry'
import type { FieldValue, FieldValues, StepDraft } from '../draft'

/** What the lanes show while the trial's duration is no number. */
const DEFAULT_WINDOW_MS = 10_000

/** The trial's duration as typed, or the default while it is empty or wrong. */
export function windowOf(trialDurationMs: FieldValue | undefined): number {
  const typed = typeof trialDurationMs === 'boolean' ? NaN : Number(trialDurationMs || NaN)
  return typed > 0 ? typed : DEFAULT_WINDOW_MS
}

/** Null while start or length are no numbers. */
export function spanOf({ fault, atMs, forMs }: StepDraft): Span | null {
  const startMs = atMs === '' ? 0 : Number(atMs)
  if (!(startMs >= 0)) return null
  if (isMomentary(fault)) return { startMs, endMs: startMs }
  if (forMs === '') return { startMs, endMs: null }
  const lengthMs = Number(forMs)
  return lengthMs > 0 ? { startMs, endMs: startMs + lengthMs } : null
}

/** What the fault says of itself with these parameters; its title while they are not accepted. */
export function stepTitle({ fault, params }: Pick<StepDraft, 'fault' | 'params'>): string {
  const definition = findFault(fault)
  if (!definition) return fault
  const checked = definition.params.safeParse(withoutEmpty(params))
  return checked.success ? definition.describe(checked.data) : definition.title
}

/** What an arrow key changes: the start, or with Shift the length; null for other keys, or where nothing can change. */
export function movedBy(
  key: string,
  shift: boolean,
  step: StepDraft,
  windowMs: number,
): Partial<StepDraft> | null {
  const span = spanOf(step)
  if (!span || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return null
  const grid = moveStep(windowMs)
  const by = key === 'ArrowLeft' ? -grid : grid
  if (!shift) return { atMs: Math.min(windowMs - grid, Math.max(0, span.startMs + by)) }
  if (isMomentary(step.fault)) return null
  // A step without an end gets one where the window has its own.
  const endMs = span.endMs ?? windowMs
  return { forMs: Math.max(grid, endMs - span.startMs + by) }
}

/** Params without the fields that were left empty, so that their defaults hold. */
export function withoutEmpty(params: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== ''))
}
