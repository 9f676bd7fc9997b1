/** How many maps stand side by side: as many as fit, but only numbers that leave no large hole in the last line. */

/** Pixels between two maps; the style sheet has the same. */
export const MAP_GAP = 32

/** Numbers of columns that fill every line, most first: 3 → 3, 1; 4 → 4, 2, 1; 5 → 5, 3, 1. */
export function evenColumns(maps: number): number[] {
  const all = Array.from({ length: maps }, (_, index) => maps - index)
  return all.filter(
    (columns) =>
      columns === 1 || (columns > 2 ? Math.ceil(maps / columns) * columns - maps <= 1 : maps % columns === 0),
  )
}

/**
 * A CSS width for the columns. Where a number of columns does not fit, its "lack" is a large length and the next smaller
 * number is taken; style sheets alone can do it, so nothing moves after the first paint.
 */
export function mapColumnWidth(maps: number, mapWidth: number): string {
  return evenColumns(maps).reduceRight((narrower, columns) => {
    const share = `calc((100% - ${(columns - 1) * MAP_GAP}px) / ${columns} - 0.1px)`
    const needed = columns * mapWidth + (columns - 1) * MAP_GAP
    return narrower === '' ? share : `max(${share}, min(${narrower}, calc((${needed}px - 100%) * 9999)))`
  }, '')
}
