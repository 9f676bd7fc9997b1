/** Operations on who has an account: roles, removal, invitations. */
import { z } from 'zod'
import { nameSchema } from '../../access/account-names'
import { INVITATION_DAYS, mailSchema, passwordSchema, roleSchema } from '../../access/account-rules'
import { operation } from '../operation'
import { pageQuery, pageShape } from '../paging'
import { ACCOUNTS_PER_PAGE, invitationSchema, personSchema } from '../schemas/accounts'

const subject = 'People'

/** One that leaks would otherwise make an administrator who stays when it is revoked. */
const notByToken =
  'Who may come in, and what they may do, is decided by people who have signed in, not by tokens.'

const listQuery = z.object(pageQuery({ usual: ACCOUNTS_PER_PAGE, most: 200 }))
const personParams = z.object({ id: z.string().max(100).meta({ description: 'Id of the account.' }) })
const secret = z.string().max(100).meta({ description: 'What stands behind the # of the link.' })

export const listPeople = operation({
  id: 'listPeople',
  method: 'GET',
  path: '/api/people',
  subject,
  summary: 'Everybody who has an account, by name',
  access: 'admin',
  query: listQuery,
  answers: {
    200: {
      description: 'A page of people.',
      schema: z.object({
        people: z.array(personSchema),
        admins: z.int().meta({ description: 'Administrators on all pages.' }),
        ...pageShape,
      }),
    },
  },
  problems: ['conflict'],
})

export const changePerson = operation({
  id: 'changePerson',
  method: 'PATCH',
  path: '/api/people/{id}',
  subject,
  summary: 'Give somebody another role',
  description: 'It holds from their next request on. The last administrator stays one.',
  access: 'admin',
  notByToken,
  params: personParams,
  body: { schema: z.strictObject({ role: roleSchema }) },
  answers: { 200: { description: 'As it is now.', schema: personSchema } },
  problems: ['not-found', 'conflict'],
  audit: ['account.role'],
  oneTransaction: true,
})

export const removePerson = operation({
  id: 'removePerson',
  method: 'DELETE',
  path: '/api/people/{id}',
  subject,
  summary: 'Remove an account with its sessions and tokens',
  description:
    'Their next request is refused. What they made stays. The last administrator cannot be removed.',
  access: 'admin',
  notByToken,
  params: personParams,
  answers: { 204: { description: 'It is gone.' } },
  problems: ['not-found', 'conflict'],
  audit: ['account.removed'],
  oneTransaction: true,
})

export const listInvitations = operation({
  id: 'listInvitations',
  method: 'GET',
  path: '/api/invitations',
  subject,
  summary: 'Invitations that can still be used, newest first',
  access: 'admin',
  query: listQuery,
  answers: {
    200: {
      description: 'A page of them; their links are not told.',
      schema: z.object({ invitations: z.array(invitationSchema), ...pageShape }),
    },
  },
  problems: ['conflict'],
})

export const createInvitation = operation({
  id: 'createInvitation',
  method: 'POST',
  path: '/api/invitations',
  subject,
  summary: 'Invite somebody by a link',
  description: 'The link makes one account, once. It is shown in this answer only; a hash of it is kept.',
  access: 'admin',
  notByToken,
  body: {
    schema: z.strictObject({
      role: roleSchema,
      days: z.literal(INVITATION_DAYS).default(7),
      note: z.string().trim().max(120).default('').meta({ description: 'For whom it is.' }),
    }),
  },
  answers: {
    201: {
      description: 'The invitation with its link.',
      schema: z.object({ invitation: invitationSchema, url: z.string() }),
    },
  },
  problems: ['conflict'],
  audit: ['invitation.created'],
  oneTransaction: true,
  idempotent: true,
  tellsSecret: { made: 'the invitation', instead: 'Withdraw it, and make another' },
})

export const withdrawInvitation = operation({
  id: 'withdrawInvitation',
  method: 'DELETE',
  path: '/api/invitations/{id}',
  subject,
  summary: 'Withdraw an invitation',
  access: 'admin',
  notByToken,
  params: z.object({ id: z.string().max(100).meta({ description: 'Id of the invitation.' }) }),
  answers: { 204: { description: 'Its link works no longer.' } },
  problems: ['not-found'],
  audit: ['invitation.withdrawn'],
  oneTransaction: true,
})

export const openInvitation = operation({
  id: 'openInvitation',
  method: 'POST',
  path: '/api/invitations/open',
  subject,
  summary: 'Look what a link invites to',
  description: 'Changes nothing. It is no GET, so that the secret stands in no address.',
  access: 'anyone',
  body: { schema: z.strictObject({ secret }) },
  answers: {
    200: {
      description: 'It can still be used.',
      schema: invitationSchema.pick({ role: true, createdByName: true, expiresAt: true }).extend({
        setUp: z.boolean().meta({ description: 'It makes the first administrator.' }),
      }),
    },
  },
  problems: ['not-found'],
})

export const acceptInvitation = operation({
  id: 'acceptInvitation',
  method: 'POST',
  path: '/api/invitations/accept',
  subject,
  summary: 'Make the account that a link invites to, and sign in',
  description:
    'A link makes one account, also when this is sent again. Names are unique, whatever their capitals and spaces. Those of what changes something without an account, such as “owner”, cannot be had.',
  access: 'anyone',
  body: {
    schema: z.strictObject({ secret, name: nameSchema, email: mailSchema, password: passwordSchema }),
  },
  answers: {
    201: {
      description: 'The account; Set-Cookie signs the browser in.',
      schema: z.object({ id: z.string(), role: roleSchema }),
    },
  },
  problems: ['not-found', 'conflict'],
  audit: ['account.created'],
})
