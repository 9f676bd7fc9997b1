/** Reading and writing of YAML in the browser; a module of its own, so that only people who open the YAML load its parser. */
import { labProblems } from '@/lib/core/experiment/capability-problems'
import { parseSpecText } from '@/lib/core/experiment/parse-spec'
import { hasComments, placeProblems, type PlacedProblem } from '@/lib/core/experiment/problem-lines'
import type { ExperimentSpec, SpecProblem } from '@/lib/core/experiment/spec'
import { specText } from '@/lib/core/experiment/write-spec'
import type { DescribedLab } from '@/lib/core/fault/lab-capabilities'
import type { Catalogue } from '@/lib/core/strategy/catalogue'

/** What an experiment may name on this installation. */
export interface Installation {
  catalogue: Catalogue
  upstreams: readonly string[]
  /** Null while nobody knows: then everything is taken as possible. */
  lab: DescribedLab | null
}

export interface Reading {
  /** The experiment that the text stands for; null where it is none. One that this lab cannot do is one. */
  parsed: ExperimentSpec | null
  problems: readonly SpecProblem[]
}

export function readYaml(text: string, { catalogue, upstreams, lab }: Installation): Reading {
  const result = parseSpecText(text, catalogue, upstreams)
  return result.ok
    ? { parsed: result.spec, problems: lab ? labProblems(result.spec, lab) : [] }
    : { parsed: null, problems: result.problems }
}

export { hasComments, placeProblems, specText, type PlacedProblem }
