'use client'

/** Whether the server answers, as the check of the worker sees it. */
import { skipToken, useQuery } from '@tanstack/react-query'

/** True while the last check got no answer: whatever stands on screen may be old. Watches only, asks nothing itself. */
export function useServerSilence(): boolean {
  const { isError } = useQuery({ queryKey: ['health'], queryFn: skipToken })
  return isError
}
