'use client'

/** The comment that the address names behind its #, also when it changes while the page is open. */
import { useSyncExternalStore } from 'react'
import type { Comment } from '@/lib/core/review/comment'

export function commentAnchor({ id }: Pick<Comment, 'id'>): string {
  return `comment-${id}`
}

function onHash(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  return () => removeEventListener('hashchange', listener)
}

/** @returns the anchor of a comment, or '' */
export function useAskedFor(): string {
  const hash = useSyncExternalStore(
    onHash,
    () => location.hash,
    () => '',
  )
  return /^#(comment-[\w-]+)$/.exec(hash)?.[1] ?? ''
}
