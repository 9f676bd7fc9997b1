'use client'

/** The names of the user's own HTTP upstreams that this installation may be aimed at. */
import { createContext, useContext, type ReactNode } from 'react'

const UpstreamsContext = createContext<readonly string[]>([])

export function UpstreamsProvider({ names, children }: { names: readonly string[]; children: ReactNode }) {
  return <UpstreamsContext value={names}>{children}</UpstreamsContext>
}

export function useUpstreams(): readonly string[] {
  return useContext(UpstreamsContext)
}
