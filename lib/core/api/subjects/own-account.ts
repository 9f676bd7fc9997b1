/** Operations on one’s own account: signing in and out, name, password, sessions, tokens. */
import { z } from 'zod'
import { nameSchema } from '../../access/account-names'
import { passwordSchema, roleSchema, TOKEN_DAYS } from '../../access/account-rules'
import { operation } from '../operation'
import { pageQuery, pageShape } from '../paging'
import { ACCOUNTS_PER_PAGE, apiTokenSchema, browserSchema } from '../schemas/accounts'

const subject = 'Own account'
/** A token must not make others, or lock out whom it belongs to. */
const notByToken = 'A token may not change the account it belongs to.'

const listQuery = z.object(pageQuery({ usual: ACCOUNTS_PER_PAGE, most: 200 }))

/** Hashed as it comes: a password is never too short to be wrong. */
const typedPassword = z.string().min(1).max(1024)

export const signIn = operation({
  id: 'signIn',
  method: 'POST',
  path: '/api/auth/sign-in',
  subject,
  summary: 'Sign in with mail address and password',
  description:
    'For browsers: scripts show a token instead. The answer is the same for an unknown address and a wrong password.',
  access: 'anyone',
  body: { schema: z.strictObject({ email: z.string().trim().max(254), password: typedPassword }) },
  answers: {
    200: { description: 'Set-Cookie signs the browser in.', schema: z.object({ signedIn: z.literal(true) }) },
  },
  problems: ['wrong-password', 'too-many', 'conflict'],
  audit: ['account.signed-in', 'account.guessed'],
})

export const signOut = operation({
  id: 'signOut',
  method: 'POST',
  path: '/api/auth/sign-out',
  subject,
  summary: 'Sign this browser out',
  access: 'anyone',
  answers: { 204: { description: 'Its session is over.' } },
  problems: ['conflict'],
  audit: ['account.signed-out'],
})

export const whoAmI = operation({
  id: 'whoAmI',
  method: 'GET',
  path: '/api/me',
  subject,
  summary: 'Who asks, and what they may do',
  access: 'viewer',
  answers: {
    200: {
      description: '`solo` where nobody has to sign in.',
      schema: z.object({ kind: z.enum(['solo', 'account', 'token']), name: z.string(), role: roleSchema }),
    },
  },
})

export const changeName = operation({
  id: 'changeName',
  method: 'PATCH',
  path: '/api/me',
  subject,
  summary: 'Change one’s name',
  description:
    'What was written before keeps the name it was written under. Names are unique, as at the acceptance of an invitation.',
  access: 'viewer',
  notByToken,
  body: { schema: z.strictObject({ name: nameSchema }) },
  answers: { 200: { description: 'As it is now.', schema: z.object({ name: z.string() }) } },
  problems: ['conflict'],
  audit: ['account.renamed'],
  oneTransaction: true,
})

export const changePassword = operation({
  id: 'changePassword',
  method: 'POST',
  path: '/api/me/password',
  subject,
  summary: 'Change one’s password',
  description: 'Every other browser is signed out. Tokens stay as they are.',
  access: 'viewer',
  notByToken,
  body: { schema: z.strictObject({ current: typedPassword, next: passwordSchema }) },
  answers: { 204: { description: 'Set-Cookie keeps this browser signed in.' } },
  problems: ['wrong-password', 'too-many', 'conflict'],
  audit: ['account.password', 'account.guessed'],
})

export const listSessions = operation({
  id: 'listSessions',
  method: 'GET',
  path: '/api/me/sessions',
  subject,
  summary: 'The browsers one is signed in with, newest first',
  access: 'viewer',
  notByToken,
  query: listQuery,
  answers: {
    200: {
      description: 'A page of them.',
      schema: z.object({ sessions: z.array(browserSchema), ...pageShape }),
    },
  },
  problems: ['conflict'],
})

export const endSession = operation({
  id: 'endSession',
  method: 'DELETE',
  path: '/api/me/sessions/{id}',
  subject,
  summary: 'Sign one of these browsers out',
  access: 'viewer',
  notByToken,
  params: z.object({ id: z.string().max(100).meta({ description: 'Id of the session.' }) }),
  answers: { 204: { description: 'Its next request is refused.' } },
  problems: ['not-found', 'conflict'],
  audit: ['account.signed-out'],
  oneTransaction: true,
})

export const endAllSessions = operation({
  id: 'endAllSessions',
  method: 'DELETE',
  path: '/api/me/sessions',
  subject,
  summary: 'Sign out everywhere, here too',
  access: 'viewer',
  notByToken,
  answers: { 204: { description: 'No session is left.' } },
  problems: ['conflict'],
  audit: ['account.signed-out'],
  oneTransaction: true,
})

export const listTokens = operation({
  id: 'listTokens',
  method: 'GET',
  path: '/api/me/tokens',
  subject,
  summary: 'One’s own API tokens, newest first',
  access: 'viewer',
  notByToken,
  query: listQuery,
  answers: {
    200: {
      description: 'A page of them; expired ones too, until they are revoked.',
      schema: z.object({ tokens: z.array(apiTokenSchema), ...pageShape }),
    },
  },
  problems: ['conflict'],
})

export const createToken = operation({
  id: 'createToken',
  method: 'POST',
  path: '/api/me/tokens',
  subject,
  summary: 'Make a token for a script',
  description:
    'It is shown in this answer only; a hash of it is kept. It allows at most what its role says, and never more than its account may. One account has no two tokens of one name, whatever its capitals and spaces: the refusal (conflict) has it among its problems.',
  access: 'viewer',
  notByToken,
  body: {
    schema: z.strictObject({ name: nameSchema, role: roleSchema, days: z.literal(TOKEN_DAYS).default(90) }),
  },
  answers: {
    201: {
      description: 'The token and what is kept of it.',
      schema: z.object({ token: apiTokenSchema, secret: z.string() }),
    },
  },
  problems: ['conflict'],
  audit: ['token.created'],
  oneTransaction: true,
  idempotent: true,
  tellsSecret: { made: 'the token', instead: 'Revoke it, and make another' },
})

export const revokeToken = operation({
  id: 'revokeToken',
  method: 'DELETE',
  path: '/api/me/tokens/{id}',
  subject,
  summary: 'Revoke a token',
  access: 'viewer',
  notByToken,
  params: z.object({ id: z.string().max(100).meta({ description: 'Id of the token.' }) }),
  answers: { 204: { description: 'The next request with it is refused.' } },
  problems: ['not-found', 'conflict'],
  audit: ['token.revoked'],
  oneTransaction: true,
})
