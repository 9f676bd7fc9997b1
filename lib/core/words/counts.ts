/** How counts, and figures with thousands, are written everywhere: on screens, in findings, in files. */

/**
 * "1,204", "1,204.50". By hand: the formats of a browser take 20 ms until the first one is there, while a page comes to life.
 * @param size at least 0
 */
export function grouped(size: number, digits = 0): string {
  const [whole = '', fraction] = size.toFixed(digits).split('.')
  const separated = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
  return fraction === undefined ? separated : `${separated}.${fraction}`
}

/** A count with thousands separators. */
export function count(value: number): string {
  return value < 0 ? `−${grouped(-value)}` : grouped(value)
}

/** "1 trial", "1,204 trials". */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`
}
