'use client'

/** The keys of the product: loaded after the first paint, which needs none of them. */
import dynamic from 'next/dynamic'

export const Keys = dynamic(() => import('./key-listener'), { ssr: false })
