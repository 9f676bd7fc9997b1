/** How menus are searched, and how their entries are cut short. */

/** Whether a text has every word of the search, in any order and case. */
export function hasAllWords(text: string, search: string): boolean {
  const lower = text.toLowerCase()
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => lower.includes(word))
}

/** The first sentence of a description. */
export function firstSentence(description: string): string {
  return /^.+?[.!?](?=\s|$)/.exec(description)?.[0] ?? description
}
