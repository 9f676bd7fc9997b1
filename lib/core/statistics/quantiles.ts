/** Quantiles of the distributions that intervals are made of. */

/**
 * Quantile of the standard normal distribution, 0 < p < 1; relative error below 1.2e-9.
 * Source: P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function", 2003.
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability between 0 and 1 has a quantile, ${p} has none`)
  const tail = 0.02425
  if (p > 1 - tail) return -normalQuantile(1 - p)
  if (p < tail) {
    const q = Math.sqrt(-2 * Math.log(p))
    return (
      polynomial(
        [
          -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734,
          4.374664141464968, 2.938163982698783,
        ],
        q,
      ) / polynomial([7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1], q)
    )
  }
  const q = p - 0.5
  const r = q * q
  return (
    (q *
      polynomial(
        [
          -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2,
          -3.066479806614716e1, 2.506628277459239,
        ],
        r,
      )) /
    polynomial(
      [
        -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1,
        -1.328068155288572e1, 1,
      ],
      r,
    )
  )
}

/**
 * Upper quantile of Student's t: the value that is exceeded in absolute terms with probability `twoTailed`.
 * Source: G. W. Hill, Algorithm 396, Communications of the ACM 13(10), 1970; exact for 1 and 2 degrees of freedom.
 * @param degrees of freedom, at least 1; need not be whole
 */
export function studentQuantile(twoTailed: number, degrees: number): number {
  if (!(degrees >= 1)) throw new RangeError(`Student's t needs at least 1 degree of freedom, not ${degrees}`)
  if (degrees === 1) return 1 / Math.tan((twoTailed * Math.PI) / 2)
  if (degrees === 2) return Math.sqrt(2 / (twoTailed * (2 - twoTailed)) - 2)
  const a = 1 / (degrees - 0.5)
  const b = 48 / a ** 2
  let c = ((20700 * a) / b - 98) * a - 16
  c = c * a + 96.36
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * degrees
  let y = (d * twoTailed) ** (2 / degrees)
  if (y > 0.05 + a) {
    const x = normalQuantile(twoTailed / 2)
    y = x * x
    if (degrees < 5) c += 0.3 * (degrees - 4.5) * (x + 0.6)
    c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + c
    y = (((((0.4 * y + 6.3) * y + 36) * y + 94.5) / c - y - 3) / b + 1) * x
    y = a * y * y
    y = y > 0.002 ? Math.exp(y) - 1 : 0.5 * y * y + y
  } else {
    y =
      ((1 / (((degrees + 6) / (degrees * y) - 0.089 * d - 0.822) * (degrees + 2) * 3) + 0.5 / (degrees + 4)) *
        y -
        1) *
        ((degrees + 1) / (degrees + 2)) +
      1 / y
  }
  return Math.sqrt(degrees * y)
}

/**
 * Quantile of the chi-square distribution, within 1 % from 3 degrees of freedom on.
 * Source: E. B. Wilson and M. M. Hilferty, "The distribution of chi-square", PNAS 17, 1931.
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  const spread = 2 / (9 * degrees)
  return degrees * (1 - spread + normalQuantile(p) * Math.sqrt(spread)) ** 3
}

/**
 * Quantile of the F distribution for probabilities above ½: exact for 1 and 2 degrees of freedom of the numerator, within a few per
 * cent above.
 * Source: E. Paulson, "An approximate normalization of the analysis of variance distribution", Ann. Math. Stat. 13, 1942.
 */
export function fQuantile(p: number, numerator: number, denominator: number): number {
  if (numerator === 1) return studentQuantile(1 - p, denominator) ** 2
  if (numerator === 2) return (denominator / 2) * ((1 - p) ** (-2 / denominator) - 1)
  const [a, b] = [2 / (9 * numerator), 2 / (9 * denominator)]
  const z = normalQuantile(p)
  // The root of (1 − b) x − (1 − a) = z √(b x² + a), with x = F^⅓.
  const [square, linear, constant] = [(1 - b) ** 2 - z * z * b, (1 - a) * (1 - b), (1 - a) ** 2 - z * z * a]
  const x = (linear + Math.sqrt(Math.max(0, linear ** 2 - square * constant))) / square
  return x ** 3
}

/** The value of a polynomial; the coefficient of the highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((value, coefficient) => value * x + coefficient, 0)
}
