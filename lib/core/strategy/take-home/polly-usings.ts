/** The namespaces that C# needs for the types of Polly it names. */

const NAMESPACES: Readonly<Record<string, string>> = {
  BrokenCircuitException: 'Polly.CircuitBreaker',
  CircuitBreakerStrategyOptions: 'Polly.CircuitBreaker',
  HedgingStrategyOptions: 'Polly.Hedging',
  RetryStrategyOptions: 'Polly.Retry',
}

/** The code with its using directives before it. */
export function withUsings(lines: readonly string[]): string {
  const code = lines.join('\n')
  const used = Object.keys(NAMESPACES).flatMap((type) => (code.includes(type) ? [NAMESPACES[type]] : []))
  return ['Polly', ...new Set(used)]
    .map((namespace) => `using ${namespace};\n`)
    .concat('\n', code)
    .join('')
}
