import { withNext } from '@/lib/core/api/paging'
import * as operations from '@/lib/core/api/subjects/audit'
import { readAudit } from '@/lib/db/read-audit'
import { endpoint } from '../answers/endpoint'

export const dynamic = 'force-dynamic'

export const GET = endpoint(operations.listAudit, async ({ query: { page, limit, ...filter }, request }) =>
  withNext(await readAudit(filter, { page, limit }), new URL(request.url)),
)
