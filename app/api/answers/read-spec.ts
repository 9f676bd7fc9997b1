/** Reads a spec from a request body, JSON or YAML, with a limit on its size. */
import { installedCatalogue } from '@/lib/config/own-catalogue'
import { readDescribedLab } from '@/lib/config/described-lab'
import { installedUpstreams } from '@/lib/config/upstreams'
import { labProblems } from '@/lib/core/experiment/capability-problems'
import { checkSpec, type ExperimentSpec, type SpecProblem } from '@/lib/core/experiment/spec'
import { parseSpecText } from '@/lib/core/experiment/parse-spec'
import { Refusal } from './problem'

const MAX_BODY_BYTES = 256 * 1024

/** The checked spec; throws a {@link Refusal} that names what is wrong. */
export async function readSpec(request: Request): Promise<ExperimentSpec> {
  const text = await readText(request)
  const type = request.headers.get('content-type') ?? 'application/json'
  const [catalogue, upstreams] = [installedCatalogue(), installedUpstreams()]
  const result = /yaml/i.test(type)
    ? parseSpecText(text, catalogue, upstreams)
    : checkSpec(readJson(text), catalogue, upstreams)
  if (!result.ok) throw refusal(result.problems)
  const lab = readDescribedLab()
  const beyond = lab ? labProblems(result.spec, lab) : []
  if (beyond.length > 0) throw refusal(beyond)
  return result.spec
}

function refusal(problems: readonly SpecProblem[]): Refusal {
  return new Refusal({
    status: 422,
    title: 'The experiment cannot be run as written',
    detail: 'Nothing was stored. Mend what is named and send it again.',
    problems,
  })
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'it cannot be read'
    throw new Refusal({
      status: 400,
      title: 'The body is not JSON',
      detail: `${reason}. Send JSON, or YAML with the content type application/yaml.`,
    })
  }
}

/** Counts while reading: a declared length can be missing or wrong. */
async function readText(request: Request): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > MAX_BODY_BYTES) {
      await reader.cancel()
      throw new Refusal({
        status: 413,
        title: 'The experiment is too large',
        detail: `A spec may have at most ${MAX_BODY_BYTES / 1024} kB.`,
      })
    }
    chunks.push(value)
  }
  return Buffer.concat(chunks).toString('utf8')
}
