'use client'

import { useEffect, useState } from 'react'

export type YamlTool = typeof import('./yaml-tool')

/** The reader and writer of YAML, once it is wanted; null until it has arrived. */
export function useYamlTool(isWanted: boolean): YamlTool | null {
  const [tool, setTool] = useState<YamlTool | null>(null)
  useEffect(() => {
    if (!isWanted || tool) return
    let isStale = false
    void import('./yaml-tool').then((loaded) => {
      if (!isStale) setTool(loaded)
    })
    return () => {
      isStale = true
    }
  }, [isWanted, tool])
  return tool
}
