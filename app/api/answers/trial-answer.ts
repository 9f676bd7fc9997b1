/** Answers about one finished trial of a run. */
import type { RunLabels } from '@/lib/db/read-run-labels'
import { askedRun, askedTrial } from './asked'
import { answer, noSuchTrial } from './problem'

export interface TrialContext {
  params: Promise<{ id: string; trial: string }>
}

/** @param read of the trial's index from 0; null = there is no such trial */
export function answerOfTrial(
  { params }: TrialContext,
  read: (run: RunLabels, trialIndex: number) => Promise<object | null>,
): Promise<Response> {
  return answer(async () => {
    const { id, trial } = await params
    const found = await read(await askedRun(id), askedTrial(trial) - 1)
    if (!found) throw noSuchTrial(trial)
    return found
  })
}
