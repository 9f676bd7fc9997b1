'use client'

/**
 * A run as the text that the server has stored of it: as an object, each of its values would be written and read one by one on
 * its way here, which takes a large run a second and more.
 */
import { useState } from 'react'
import type { RunReport } from '@/lib/core/summary/report'
import { RunPage } from './run-page'

export function RunPageFromText({ json }: { json: string }) {
  // What our own server has written.
  const [initial] = useState(() => JSON.parse(json) as RunReport)
  return <RunPage initial={initial} />
}
