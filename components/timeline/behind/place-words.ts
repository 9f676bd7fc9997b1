/** Words beside marks on an axis: held within the plot, shortened where there is no room, left out where others stand. Pure. */

/** Width of a letter of 12 px, on the safe side. */
const LETTER = 6.6

export function wordsWidth(words: string): number {
  return words.length * LETTER
}

/** As many letters as fit, with a sign that some are missing; null = there is no room for any. */
export function shortened(words: string, room: number): string | null {
  if (wordsWidth(words) <= room) return words
  const letters = Math.floor(room / LETTER) - 1
  return letters < 3 ? null : `${words.slice(0, letters).trimEnd()}…`
}

/** Where words begin that should begin at `x`: further left where they would reach over the right end. */
export function startOfWords(x: number, words: string, left: number, right: number): number {
  return Math.max(left, Math.min(x, right - wordsWidth(words)))
}

/** From where words begin on the right of a mark to where they end on its left. */
const ACROSS_MARK = 22

/**
 * Words one after the other in one line, each on the right of its mark, or on its left where the right has no room; those that
 * would touch the ones before are left out.
 * @param marks from left to right; `x` is where words on the right begin
 */
export function placeInLine<Mark extends { x: number; words: string }>(
  marks: readonly Mark[],
  left: number,
  right: number,
  gap = 10,
): (Mark & { wordsX: number })[] {
  let free = left
  return marks.flatMap((mark) => {
    const width = wordsWidth(mark.words)
    const wordsX = mark.x + width > right ? mark.x - ACROSS_MARK - width : mark.x
    if (wordsX < free) return []
    free = Math.max(wordsX + width, mark.x) + gap
    return [{ ...mark, wordsX }]
  })
}
