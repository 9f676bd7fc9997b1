/** Do two samples differ in where they lie? Without a word on how they are distributed. */

/**
 * Mann–Whitney U test, two-sided, by the normal approximation with corrections for ties and continuity.
 * Source: H. B. Mann and D. R. Whitney, Annals of Mathematical Statistics 18, 1947.
 * @returns the probability of a shift at least as large when nothing differs; 1 for samples that cannot say anything
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): { u: number; p: number } {
  const all = [...a.map((value) => ({ value, first: true })), ...b.map((value) => ({ value, first: false }))]
  all.sort((x, y) => x.value - y.value)
  const n = all.length
  let rankSum = 0
  let ties = 0
  for (let from = 0; from < n;) {
    let to = from
    while (to < n && all[to]?.value === all[from]?.value) to++
    const rank = (from + 1 + to) / 2
    rankSum += rank * all.slice(from, to).filter(({ first }) => first).length
    ties += (to - from) ** 3 - (to - from)
    from = to
  }
  const u = rankSum - (a.length * (a.length + 1)) / 2
  const variance = ((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1)))
  if (!(variance > 0)) return { u, p: 1 }
  const distance = Math.max(0, Math.abs(u - (a.length * b.length) / 2) - 0.5)
  return { u, p: Math.min(1, 2 * upperTail(distance / Math.sqrt(variance))) }
}

/**
 * Upper tail of the standard normal distribution, absolute error below 7.5e-8.
 * Source: M. Abramowitz and I. A. Stegun, "Handbook of Mathematical Functions", 26.2.17.
 */
function upperTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z)
  const sum = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * sum
}
