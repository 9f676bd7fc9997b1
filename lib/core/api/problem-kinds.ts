/** Every kind of refusal. Its name is in the `type` of the answer and never changes; programs tell refusals apart by it. */

interface ProblemKindWords {
  status: number
  title: string
  /** For the reference: when it comes, and what to do. */
  explanation: string
}

export const problemKinds = {
  'not-understood': {
    status: 400,
    title: 'The question cannot be understood',
    explanation:
      'A parameter in the path or behind the question mark, or a value in the body, does not fit its description; or a parameter is unknown or given twice; or an Idempotency-Key came with an operation that takes none. The detail names it.',
  },
  'not-json': {
    status: 400,
    title: 'The body is not JSON',
    explanation:
      'The body was announced as JSON and cannot be read as such. The detail says where it breaks.',
  },
  'sign-in-needed': {
    status: 401,
    title: 'Sign in first',
    explanation:
      'The request has no session and no token, or one that has ended. Sign in, or send a token that is valid.',
  },
  'wrong-password': {
    status: 403,
    title: 'Mail address or password is wrong',
    explanation:
      'The two do not belong to an account, or the present password is another one. Which of them is wrong is not said.',
  },
  'not-allowed': {
    status: 403,
    title: 'Your role does not allow this',
    explanation: 'The account or token may not do this. The detail says which role it takes.',
  },
  'foreign-site': {
    status: 403,
    title: 'Another site may not change anything here',
    explanation:
      'A browser sent the request for another site. Send it from Retryscope itself, or from a program without an Origin.',
  },
  'foreign-name': {
    status: 403,
    title: 'This address is not served',
    explanation:
      'The server was asked under a name that is neither one of its machine (127.0.0.1, localhost) nor that of RETRYSCOPE_URL.',
  },
  'no-such-address': {
    status: 404,
    title: 'There is nothing at this address',
    explanation: 'No operation has this path. The reference lists all that exist.',
  },
  'no-such-run': {
    status: 404,
    title: 'There is no such run',
    explanation: 'It may have been deleted. The list of runs shows what is there.',
  },
  'no-such-trial': {
    status: 404,
    title: 'There is no such trial',
    explanation: 'The trial has not ended, or was never planned.',
  },
  'no-such-operation': {
    status: 404,
    title: 'There is no such operation',
    explanation: 'The strategy made no operation of this number in the trial.',
  },
  'no-such-profile': {
    status: 404,
    title: 'There is no such profile',
    explanation: 'The trial was not recorded with a profile, has not ended, or was never planned.',
  },
  'not-found': {
    status: 404,
    title: 'That is not there',
    explanation: 'What was asked for does not exist, or no longer. The detail says what it was.',
  },
  'wrong-method': {
    status: 405,
    title: 'This address does not take this method',
    explanation: 'There is an operation at this path, but with another method. The header Allow lists those.',
  },
  'run-under-way': {
    status: 409,
    title: 'This run is under way',
    explanation: 'A run that is being measured cannot be deleted. Cancel it first.',
  },
  'run-ended': {
    status: 409,
    title: 'This run has ended already',
    explanation: 'There is nothing to cancel. Its results are on its page.',
  },
  'run-not-ended': {
    status: 409,
    title: 'This run has not ended',
    explanation:
      'It is queued or being measured. Only a run that has ended can be taken up again or decided on.',
  },
  'content-changed': {
    status: 409,
    title: 'The run is not what you have looked at',
    explanation:
      'It was taken up again, or its review has changed, since you read it. Read it anew, then decide.',
  },
  'run-complete': {
    status: 409,
    title: 'All trials of this run are done',
    explanation: 'There is nothing to take up again. Run it again for other draws.',
  },
  'made-already': {
    status: 409,
    title: 'This was made already',
    explanation:
      'The same request came before with the same Idempotency-Key, and its answer told a secret, which is kept nowhere. Nothing was made anew. “made” names what the first one has made; the detail says how to come by a secret all the same.',
  },
  conflict: {
    status: 409,
    title: 'This does not fit what is there',
    explanation: 'The change contradicts the present state. The detail says how.',
  },
  'too-large': {
    status: 413,
    title: 'The body is too large',
    explanation: 'Every operation says how much it takes. The server stops reading there.',
  },
  'wrong-media-type': {
    status: 415,
    title: 'A body of this type is not read',
    explanation: 'Say in Content-Type what the body is; the detail lists what this operation reads.',
  },
  'cannot-be-run': {
    status: 422,
    title: 'The experiment cannot be run as written',
    explanation:
      'Nothing was stored. “problems” lists where the experiment is wrong and what is accepted there.',
  },
  'address-not-allowed': {
    status: 422,
    title: 'Nothing may be sent to this address',
    explanation:
      'It leads to this machine or into a private network, which whoever runs Retryscope has to allow. The detail says how.',
  },
  'key-used-otherwise': {
    status: 422,
    title: 'This Idempotency-Key was used for something else',
    explanation:
      'The same key came with another body or at another address within 24 hours. Use a new key for a new request.',
  },
  'too-many': {
    status: 429,
    title: 'Too many attempts',
    explanation: 'Wait as long as Retry-After says, then try again.',
  },
  damaged: {
    status: 500,
    title: 'What was stored cannot be read',
    explanation: 'A stored value is damaged or was written by a newer version. The detail says which.',
  },
  unexpected: {
    status: 500,
    title: 'The server could not do this',
    explanation: 'The cause stands in the server’s log under requestId.',
  },
  'database-unusable': {
    status: 503,
    title: 'The database cannot be used now',
    explanation: 'It is locked, missing or cannot be opened. Try again; the detail says what is wrong.',
  },
  'disk-full': {
    status: 507,
    title: 'The database has no room left',
    explanation: 'The disk is full. Free some space, then try again.',
  },
} as const satisfies Record<string, ProblemKindWords>

export type ProblemKind = keyof typeof problemKinds
export const PROBLEM_KINDS = Object.keys(problemKinds) as [ProblemKind, ...ProblemKind[]]

/** Where the reference explains a kind: also its `type`. */
export function problemType(kind: ProblemKind): string {
  return `/api-reference/problems#${kind}`
}
