'use client'

/** The strategies that the form offers: ours, the libraries', and those the worker has found in the user's own folder. */
import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { builtInCatalogue, catalogueWith, type Catalogue } from '@/lib/core/strategy/catalogue'
import { describeOwn, type OwnDescription } from '@/lib/core/strategy/own/own-strategy'

const CatalogueContext = createContext<Catalogue>(builtInCatalogue)

/** @param own plain descriptions: schemas cannot be sent from the server to the browser */
export function CatalogueProvider({
  own,
  children,
}: {
  own: readonly OwnDescription[]
  children: ReactNode
}) {
  const catalogue = useMemo(
    () => (own.length === 0 ? builtInCatalogue : catalogueWith(own.map(describeOwn))),
    [own],
  )
  return <CatalogueContext value={catalogue}>{children}</CatalogueContext>
}

export function useCatalogue(): Catalogue {
  return useContext(CatalogueContext)
}
