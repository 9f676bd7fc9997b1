/** Operations on the audit log. */
import { z } from 'zod'
import { auditFilterSchema, AUDIT_VIAS, type AuditEntry } from '../../audit/entry'
import type { AuditDetail } from '../../audit/actions'
import { operation } from '../operation'
import { pageQuery, pageShape } from '../paging'
import { sameType, untold } from '../same-type'
import { instantSchema } from '../schemas/runs'

const subject = 'Audit log'

const entrySchema = sameType<AuditEntry>()(
  z
    .object({
      id: z.int().meta({ description: 'Grows with time.' }),
      at: instantSchema,
      author: z.object({ accountId: z.string().nullable(), name: z.string() }),
      via: z.enum(AUDIT_VIAS).meta({ description: 'How whoever did it reached the product.' }),
      action: z.string().meta({ description: 'For example run.deleted.' }),
      subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
      detail: untold<AuditDetail>('Further facts by name.').nullable(),
    })
    .meta({ id: 'AuditEntry' }),
)

export const listAudit = operation({
  id: 'listAudit',
  method: 'GET',
  path: '/api/audit',
  subject,
  summary: 'Who did what to what, newest first',
  access: 'admin',
  query: auditFilterSchema.extend(pageQuery({ usual: 50, most: 500 })),
  answers: {
    200: {
      description: 'A page of the log.',
      schema: z.object({ entries: z.array(entrySchema), ...pageShape }),
    },
  },
})

export const exportAudit = operation({
  id: 'exportAudit',
  method: 'GET',
  path: '/api/audit/export',
  subject,
  summary: 'The audit log as a file, newest first: all that fits the filters',
  access: 'admin',
  query: auditFilterSchema.extend({ format: z.enum(['csv', 'json']) }),
  answers: {
    200: {
      description: 'The file; JSON is a list of entries.',
      schema: z.array(entrySchema),
      contentTypes: ['text/csv; charset=utf-8', 'application/json'],
    },
  },
})
