'use client'

/** What the lab of this installation can do, for every part of the form that offers a fault. */
import { createContext, useContext, type ReactNode } from 'react'
import type { DescribedLab } from '@/lib/core/fault/lab-capabilities'

const LabContext = createContext<DescribedLab | null>(null)

/** @param lab null while nobody knows: then everything is offered */
export function LabProvider({ lab, children }: { lab: DescribedLab | null; children: ReactNode }) {
  return <LabContext value={lab}>{children}</LabContext>
}

export function useLab(): DescribedLab | null {
  return useContext(LabContext)
}
