'use client'

/** What is folded out or switched over on a page, as a list of names in its address: a link shows what its sender saw. */
import { parseAsArrayOf, parseAsString, useQueryState } from 'nuqs'

const parseAsNames = parseAsArrayOf(parseAsString).withDefault([])

/**
 * @param list which list: `open` for folds, `numbers` for charts that show their table
 * @returns whether the name stands in it, and how to change that
 */
export function useListedInAddress(list: 'open' | 'numbers', name: string): [boolean, (on: boolean) => void] {
  const [names, setNames] = useQueryState(list, parseAsNames)
  const set = (on: boolean) =>
    void setNames((before) => [...before.filter((one) => one !== name), ...(on ? [name] : [])])
  return [names.includes(name), set]
}
