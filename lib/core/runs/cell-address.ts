/** A cell of a run’s fault matrix, as addresses of pages name it. */

/** Both from 0. */
export interface CellAddress {
  pointIndex: number
  arm: number
}

/** `<point>.<strategy>` */
export function cellText({ pointIndex, arm }: CellAddress): string {
  return `${pointIndex}.${arm}`
}

/** Reads `<point>.<strategy>`; null where it is anything else. */
export function readCellAddress(text: string): CellAddress | null {
  const match = /^(\d{1,6})\.(\d{1,2})$/.exec(text)
  return match && { pointIndex: Number(match[1]), arm: Number(match[2]) }
}
