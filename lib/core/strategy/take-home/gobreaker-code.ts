/**
 * A circuit breaker as sony/gobreaker's (Go), to stand around a backoff.Operation.
 * Source: github.com/sony/gobreaker v1.0.0: ReadyToTrip is asked at each failure; Interval clears the counts of the closed
 * state all at once; half-open, so many are let through and so many successes close it.
 */
import { goDuration } from './go-duration'
import { plain } from './number-text'
import type { BreakerIntent } from './retry-intent'

/** The variable `breaker` and the function `guarded`. */
export function gobreakerCode(breaker: BreakerIntent): { lines: string[]; notExpressed: string[] } {
  const { opens, openMs, probes, whenOpen, countsPermanent } = breaker
  const intervalMs = opens.kind === 'share' ? opens.windowMs : opens.clearsEveryMs
  return {
    lines: [
      '// One for all operations.',
      'var breaker = gobreaker.NewCircuitBreaker(gobreaker.Settings{',
      `\tMaxRequests: ${probes},`,
      ...(intervalMs === undefined ? [] : [`\tInterval:    ${goDuration(intervalMs)},`]),
      `\tTimeout:     ${goDuration(openMs)},`,
      '\tReadyToTrip: func(counts gobreaker.Counts) bool {',
      ...(opens.kind === 'in-a-row'
        ? [`\t\treturn counts.ConsecutiveFailures > ${opens.failures}`]
        : [
            `\t\treturn counts.Requests >= ${Math.max(1, opens.minCalls)} &&`,
            `\t\t\tfloat64(counts.TotalFailures) > ${plain(opens.share)}*float64(counts.Requests)`,
          ]),
      '\t},',
      ...(countsPermanent ? [] : SUCCESSFUL),
      '})',
      '',
      'func guarded(operation backoff.Operation) backoff.Operation {',
      '\treturn func() error {',
      '\t\t_, err := breaker.Execute(func() (interface{}, error) { return nil, operation() })',
      ...(whenOpen === 'end' ? ENDS : []),
      '\t\treturn err',
      '\t}',
      '}',
      '',
    ],
    notExpressed:
      opens.kind === 'share'
        ? [
            `The window of ${plain(opens.windowMs)} ms slides here; gobreaker clears all its counts each time it is over.`,
            'A call counts here when it has ended; to gobreaker it counts as one without failure while it is under way.',
          ]
        : [],
  }
}

/** A target that rejects a request is at work. */
const SUCCESSFUL = [
  '\tIsSuccessful: func(err error) bool {',
  '\t\tvar permanent *backoff.PermanentError',
  '\t\treturn err == nil || errors.As(err, &permanent)',
  '\t},',
]

const ENDS = [
  '\t\tif errors.Is(err, gobreaker.ErrOpenState) || errors.Is(err, gobreaker.ErrTooManyRequests) {',
  '\t\t\treturn backoff.Permanent(err)',
  '\t\t}',
]
