import * as operations from '@/lib/core/api/subjects/audit'
import { AUDIT_CSV_HEAD, auditCsvLine } from '@/lib/core/audit/audit-csv'
import type { AuditEntry } from '@/lib/core/audit/entry'
import { exportAudit } from '@/lib/db/read-audit'
import { endpoint } from '../../answers/endpoint'
import { streamOf } from '../../answers/stream'

export const dynamic = 'force-dynamic'

const MEDIA_TYPES = { csv: 'text/csv; charset=utf-8', json: 'application/json' }

export const GET = endpoint(operations.exportAudit, ({ query: { format, ...filter } }) => {
  const entries = exportAudit(filter)
  const body = streamOf('audit log', format === 'csv' ? csv(entries) : json(entries))
  return Promise.resolve(
    new Response(body, {
      headers: {
        'content-type': MEDIA_TYPES[format],
        'content-disposition': `attachment; filename="retryscope-audit.${format}"`,
        'cache-control': 'no-store',
      },
    }),
  )
})

async function* csv(pieces: AsyncIterable<AuditEntry[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  yield encoder.encode(AUDIT_CSV_HEAD)
  for await (const entries of pieces) yield encoder.encode(entries.map(auditCsvLine).join(''))
}

async function* json(pieces: AsyncIterable<AuditEntry[]>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let head = '['
  for await (const entries of pieces) {
    yield encoder.encode(head + entries.map((entry) => JSON.stringify(entry)).join(',\n'))
    head = ',\n'
  }
  yield encoder.encode(head === '[' ? '[]\n' : ']\n')
}
