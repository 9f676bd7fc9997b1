/** Reads a spec from a request's body, JSON or YAML. */
import { installedCatalogue } from '@/lib/config/own-catalogue'
import { readDescribedLab } from '@/lib/config/described-lab'
import { installedUpstreams } from '@/lib/config/upstreams'
import type { BodyText } from '@/lib/core/api/answer-of'
import { labProblems } from '@/lib/core/experiment/capability-problems'
import { checkSpec, type ExperimentSpec, type SpecProblem } from '@/lib/core/experiment/spec'
import { parseSpecText } from '@/lib/core/experiment/parse-spec'
import { crossedLimit, SPEC_LIMITS } from '@/lib/core/experiment/yaml-limits'
import { Refusal } from './problem'
import { parseJson } from './read-body'

/** The checked spec; throws a {@link Refusal} that names what is wrong. */
export function readSpec({ text, mediaType }: BodyText): ExperimentSpec {
  const [catalogue, upstreams] = [installedCatalogue(), installedUpstreams()]
  const result = mediaType.includes('yaml')
    ? parseSpecText(text, catalogue, upstreams)
    : checkSpec(jsonWithin(text), catalogue, upstreams)
  if (!result.ok) throw refusal(result.problems)
  const lab = readDescribedLab()
  const beyond = lab ? labProblems(result.spec, lab) : []
  if (beyond.length > 0) throw refusal(beyond)
  return result.spec
}

/** The limits of YAML hold for JSON as well: each entry too many would be a problem of its own. */
function jsonWithin(text: string): unknown {
  const value = parseJson(text, 'Send JSON, or YAML with the content type application/yaml.')
  const crossed = crossedLimit(text, SPEC_LIMITS)
  if (crossed) throw refusal([{ path: `line ${crossed.line}`, message: crossed.message }])
  return value
}

function refusal(problems: readonly SpecProblem[]): Refusal {
  return new Refusal('cannot-be-run', 'Nothing was stored. Mend what is named and send it again.', {
    problems,
  })
}
