'use client'

/** Which view of the experiment is open, kept in the address. */
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { useState } from 'react'

export const BUILDER_VIEWS = ['form', 'yaml'] as const
export type BuilderViewName = (typeof BUILDER_VIEWS)[number]

export interface BuilderView {
  shown: BuilderViewName
  show(view: BuilderViewName): void
  /** Whether somebody asked for the form while the text is no experiment. */
  isHeld: boolean
}

/** @param mustStay the text stands for no experiment yet, so the form could not show it */
export function useBuilderView(mustStay: boolean): BuilderView {
  const [asked, setAsked] = useQueryState(
    'view',
    parseAsStringLiteral(BUILDER_VIEWS).withDefault('form').withOptions({ history: 'replace' }),
  )
  const [wasHeld, setHeld] = useState(false)
  return {
    shown: mustStay ? 'yaml' : asked,
    show: (view) => {
      setHeld(mustStay && view === 'form')
      if (!(mustStay && view === 'form')) void setAsked(view)
    },
    isHeld: wasHeld && mustStay,
  }
}
