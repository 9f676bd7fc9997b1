'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { requestJson } from '@/components/data/api'
import { AUDIT_PER_PAGE, auditParameters, type AuditFilter, type AuditPage } from '@/lib/core/audit/entry'

const AGAIN_MS = 5_000

/** A page of the log. While another one is awaited, the one before stays. */
export function useAudit(
  filter: AuditFilter,
  page: number,
  initial: { filter: AuditFilter; answer: AuditPage },
) {
  const parameters = auditParameters(filter, page)
  const first = auditParameters(initial.filter, initial.answer.page)
  return useQuery({
    queryKey: ['audit', parameters],
    queryFn: ({ signal }) =>
      requestJson<AuditPage>(
        `/api/audit?limit=${AUDIT_PER_PAGE}${parameters === '' ? '' : `&${parameters}`}`,
        {
          signal,
        },
      ),
    ...(first === parameters ? { initialData: initial.answer } : {}),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  })
}
