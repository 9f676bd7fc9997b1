/** What the palette offers, and what of it somebody looks for. */
import type { PageCommand } from './commands-at-hand'

export const PALETTE_GROUPS = [
  'This run',
  'Parts of this run',
  'Trials',
  'Timeline',
  'Pages',
  'Runs',
  'Appearance',
] as const
export type PaletteGroup = (typeof PALETTE_GROUPS)[number]

export interface PaletteEntry extends Omit<PageCommand, 'group'> {
  group: PaletteGroup
}

/**
 * Entries in which every word occurs, by group. Entries whose title begins with what was asked stand first in theirs.
 * @param found already looked for by the server, which knows more of them: not narrowed again
 */
export function findEntries(
  entries: readonly PaletteEntry[],
  found: readonly PaletteEntry[],
  asked: string,
): { group: PaletteGroup; entries: PaletteEntry[] }[] {
  const text = asked.trim().toLowerCase()
  const words = text.split(/\s+/)
  const hits = entries.filter(({ title, group, words: more = '' }) => {
    const haystack = `${title} ${group} ${more}`.toLowerCase()
    return words.every((word) => haystack.includes(word))
  })
  const rank = ({ title }: PaletteEntry) => (title.toLowerCase().startsWith(text) ? 0 : 1)
  const all = [...hits.sort((a, b) => rank(a) - rank(b)), ...found]
  return PALETTE_GROUPS.flatMap((group) => {
    const own = all.filter((entry) => entry.group === group)
    return own.length === 0 ? [] : [{ group, entries: own }]
  })
}
