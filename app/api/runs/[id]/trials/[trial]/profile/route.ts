/** The profile of a trial: for the page, as .cpuprofile, or as folded stacks. */
import * as operations from '@/lib/core/api/subjects/trials'
import { foldedStacks } from '@/lib/core/profile/folded-stacks'
import { profileView } from '@/lib/core/profile/profile-view'
import { stackValues } from '@/lib/core/profile/stack-values'
import { readProfile } from '@/lib/db/read-profile'
import { askedRun } from '../../../../../answers/asked'
import { endpoint } from '../../../../../answers/endpoint'
import { Refusal } from '../../../../../answers/problem'

export const dynamic = 'force-dynamic'

export const GET = endpoint(
  operations.readProfile,
  async ({ params: { id, trial }, query: { format, of } }) => {
    const run = await askedRun(id)
    const profile = await readProfile(run.id, trial - 1)
    if (!profile) throw noProfile(trial)
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
  },
)

function download(filename: string, type: string, text: string): Response {
  return new Response(text, {
    headers: { 'content-type': type, 'content-disposition': `attachment; filename="${filename}"` },
  })
}

function noProfile(trial: number): Refusal {
  return new Refusal(
    'no-such-profile',
    `Trial ${trial} of this run was not recorded with a profile, has not ended, or was never planned.`,
  )
}
