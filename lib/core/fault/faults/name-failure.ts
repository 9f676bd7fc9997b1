/** The client cannot find the target any more: its resolver answers wrongly, or so that nobody is there. */
import { z } from 'zod'
import type { FaultDefinition } from '../fault'
import { describeLink, TARGET_MEMBERS } from '../fault-fields'

export const NAME_ANSWERS = ['error', 'refuse', 'never'] as const
/** What the resolver says while the fault acts. */
export type NameAnswer = (typeof NAME_ANSWERS)[number]

const params = z.strictObject({
  answer: z.enum(NAME_ANSWERS).default('error').meta({
    title: 'Answer',
    description:
      'error = the resolver says that it failed; refuse = an address where connections are refused; never = an address where a connection is made and nothing is ever answered.',
  }),
  on: z.enum(TARGET_MEMBERS).default('all').meta({
    title: 'Members',
    description: 'Whose names are not resolved. leader and follower are whoever it is when the fault begins.',
  }),
})

const WORDS: Record<NameAnswer, string> = {
  error: 'name resolution fails',
  refuse: 'names resolve to an address that refuses',
  never: 'names resolve to an address that never answers',
}

export const nameFailure: FaultDefinition<typeof params> = {
  name: 'name-failure',
  title: 'Name resolution fails',
  group: 'names',
  description:
    'Changes what the client’s own resolver answers about the target. Connections that are open live on, and whoever has one notices nothing; only new ones fail, and nothing that needs one is ever sent. It bites where connections break: together with a member that is killed, a link that is down, or connections that are reset. When it ends, waiting connections are told the right address at once; a resolver that remembers failures would take longer.',
  params,
  span: 'lasting',
  targets: ['etcd', 'http'],
  needs: () => ['names'],
  describe: ({ answer, on }) => `${WORDS[answer]}, ${describeLink({ on, link: 'client' })}`,
}
