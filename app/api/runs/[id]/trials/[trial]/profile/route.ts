/** The profile of a trial: for the page, as .cpuprofile, or as folded stacks. */
import { z } from 'zod'
import { foldedStacks } from '@/lib/core/profile/folded-stacks'
import { FLAME_VIEWS } from '@/lib/core/profile/profile'
import { profileView } from '@/lib/core/profile/profile-view'
import { stackValues } from '@/lib/core/profile/stack-values'
import { readProfile } from '@/lib/db/read-profile'
import { askedQuery, askedRun, askedTrial } from '../../../../../answers/asked'
import { answer, Refusal } from '../../../../../answers/problem'

export const dynamic = 'force-dynamic'

const querySchema = z.object({
  format: z.enum(['json', 'cpuprofile', 'folded']).default('json'),
  /** Of folded stacks: which view. */
  of: z.enum(FLAME_VIEWS).default('cpu'),
})

interface Context {
  params: Promise<{ id: string; trial: string }>
}

/** `?format=json`, `?format=cpuprofile`, `?format=folded&of=cpu|peak|abandoned|left`. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(async () => {
    const { id, trial: wanted } = await params
    const run = await askedRun(id)
    const trial = askedTrial(wanted)
    const { format, of } = askedQuery(request, querySchema)
    const profile = await readProfile(run.id, trial - 1)
    if (!profile) throw noProfile(wanted)
    const name = `retryscope-run-${run.number}-trial-${trial}`
    switch (format) {
      case 'json':
        return profileView(profile, run.labels)
      case 'cpuprofile':
        return download(`${name}.cpuprofile`, 'application/json', JSON.stringify(profile.cpu))
      case 'folded': {
        const text = foldedStacks(
          stackValues(profile, of, run.labels),
          of === 'cpu' ? 'microseconds' : 'count',
        )
        return download(`${name}-${of}.folded.txt`, 'text/plain; charset=utf-8', text)
      }
    }
  })
}

function download(filename: string, type: string, text: string): Response {
  return new Response(text, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${filename}"` },
  })
}

function noProfile(trial: string): Refusal {
  return new Refusal({
    status: 404,
    title: 'There is no such profile',
    detail: `Trial ${trial} of this run was not recorded with a profile, has not ended, or was never planned.`,
  })
}
