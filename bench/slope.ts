/** A straight line through measurements over time. */

export interface Slope {
  slope: number
  low: number
  high: number
}

/**
 * Least squares with a 95 % interval that allows for neighbours being alike: the spread is estimated from blocks of neighbouring
 * residuals (Newey–West with Bartlett weights, lag ⌊4·(n/100)^(2/9)⌋; Newey and West, Econometrica 1987).
 */
export function slopeOf(points: readonly { x: number; y: number }[]): Slope {
  const n = points.length
  const mean = (pick: (point: { x: number; y: number }) => number) =>
    points.reduce((sum, point) => sum + pick(point), 0) / n
  const [meanX, meanY] = [mean(({ x }) => x), mean(({ y }) => y)]
  const squares = points.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0)
  const slope = points.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / squares
  const scores = points.map(({ x, y }) => (x - meanX) * (y - meanY - slope * (x - meanX)))
  const lag = Math.floor(4 * (n / 100) ** (2 / 9))
  let variance = 0
  for (let apart = 0; apart <= lag; apart++) {
    const products = scores.reduce((sum, score, index) => sum + score * (scores[index + apart] ?? 0), 0)
    variance += (apart === 0 ? 1 : 2 * (1 - apart / (lag + 1))) * products
  }
  const error = Math.sqrt((variance * n) / (n - 2)) / squares
  return { slope, low: slope - 1.96 * error, high: slope + 1.96 * error }
}
