'use client'

/** Whether the server answers: whatever the page asks of it tells. */
import { skipToken, useQuery } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { isServerSilent, onContact } from '@/components/data/last-contact'

/**
 * True while the last request of the page, or the last check of the worker, got no answer: whatever stands on screen may be old.
 * Watches only, asks nothing itself.
 */
export function useServerSilence(): boolean {
  const { isError } = useQuery({ queryKey: ['health'], queryFn: skipToken })
  const silent = useSyncExternalStore(onContact, isServerSilent, () => false)
  return isError || silent
}
