/** What a search among runs looks through, and what it looks for. Both in small letters: SQLite knows those of ASCII only. */

/** Everything of a run that a search finds it by, besides its number. */
export interface Searchable {
  name: string
  version: string | null
  tags: readonly string[]
  /** Of its strategies. */
  labels: readonly string[]
}

/** One line for each, so that no word is found across two of them. */
export function searchText({ name, version, tags, labels }: Searchable): string {
  return [name, ...(version === null ? [] : [version]), ...tags, ...labels].join('\n').toLowerCase()
}

export interface SearchWord {
  text: string
  /** The number of a run that the word may mean; `#12` means nothing else. */
  number: number | null
  onlyNumber: boolean
}

/** More words would not narrow a search any further. */
const MAX_WORDS = 8

/** The words of a search: a run is found when it has all of them. */
export function searchWords(search: string): SearchWord[] {
  return search
    .toLowerCase()
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
    .map((text) => {
      const digits = /^#?(\d{1,9})$/.exec(text)?.[1]
      return {
        text,
        number: digits === undefined ? null : Number(digits),
        onlyNumber: /^#\d{1,9}$/.test(text),
      }
    })
}
