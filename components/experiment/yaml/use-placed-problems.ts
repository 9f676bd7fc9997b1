'use client'

import { useMemo } from 'react'
import type { PlacedProblem } from '@/lib/core/experiment/problem-lines'
import type { ExperimentForm } from '../use-experiment-form'

/** The experiment's problems with their lines in the YAML; none while its parser has not arrived. */
export function usePlacedProblems({ yaml: { tool, text }, problems }: ExperimentForm): PlacedProblem[] {
  const { all } = problems
  return useMemo(
    () => (tool && text !== null ? tool.placeProblems(text, all).sort((a, b) => a.line - b.line) : []),
    [tool, text, all],
  )
}
