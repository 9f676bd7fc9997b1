/** Words in lines of a picture. A file may be shown in any font, so widths are estimated, and rather too wide. */

/** Of the size of a letter; ideographs and the like are squares. */
const LETTER = 0.6
const SQUARE = 1
const SQUARES = /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]|[\u{1f000}-\u{3ffff}]/u

/** Lines that are no wider than that; words that are wider by themselves go on in the next one. At least one line. */
export function wrapped(value: string, { size, width }: { size: number; width: number }): string[] {
  const lines: string[] = []
  let line = ''
  const fits = (words: string) => widthOf(words, size) <= width
  for (const word of value.split(/\s+/)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = ''
    for (const letter of word) {
      if (line !== '' && !fits(line + letter)) {
        lines.push(line)
        line = ''
      }
      line += letter
    }
  }
  return [...lines, line]
}

function widthOf(words: string, size: number): number {
  return [...words].reduce((sum, letter) => sum + size * (SQUARES.test(letter) ? SQUARE : LETTER), 0)
}
