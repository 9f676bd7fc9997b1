/** The operations of a trial as rows of a list: filtered, ordered and cut into pages. Reads columns, as a trial may have a million attempts. */
import {
  closesOperation,
  isAuxiliary,
  isWrite,
  OUTCOMES,
  REQUEST_KINDS,
  STOP_REASONS,
  type OperationKind,
  type Outcome,
  type StopReason,
} from '../history/attempt'
import type { AttemptColumns } from '../history/attempt-columns'
import { ERROR_CLASSES, isRefusal, type ErrorClass } from '../history/error-class'
import { thin } from '../summary/even-sample'
import { emptyOperationColumns, type OperationColumns } from './operation-columns'
import {
  attemptsOf,
  comparing,
  DONE,
  IN_DOUBT,
  latencyUs,
  outcomeOfPlace,
  READ,
  startUs,
  type Gathered,
  type OperationOrder,
  type Place,
} from './operation-place'

/** all; failed: not ok for certain or perhaps; retried: more than one attempt; in-doubt: nobody knows what it did. */
export const OPERATION_FILTERS = ['all', 'failed', 'retried', 'in-doubt'] as const
export type OperationFilter = (typeof OPERATION_FILTERS)[number]

export interface OperationRow {
  arm: number
  operation: number
  kind: OperationKind
  intendedStartMs: number
  /** From the intended start to its end for its caller. */
  latencyMs: number
  /** Requests of what was asked for; refused tries and auxiliary requests are not among them. */
  attempts: number
  outcome: Outcome
  /** Of the attempt that closed it. */
  errorClass: ErrorClass
  stop: StopReason
}

export type StartedBetween = readonly [fromMs: number, toMs: number]

export interface OperationQuery {
  filter: OperationFilter
  order: OperationOrder
  /** Only this strategy's; null = all. */
  arm: number | null
  /** Only those that were meant to start in it, milliseconds from the window's begin; null = all. */
  between: StartedBetween | null
  offset: number
  limit: number
}

export interface OperationPage {
  /** That fit the filter and can be read. */
  total: number
  rows: OperationRow[]
}

const CLOSING = STOP_REASONS.map(closesOperation)
const JOB_DONE = STOP_REASONS.indexOf('job-done')
const SUCCEEDED = STOP_REASONS.indexOf('succeeded')
const ASKED_FOR = REQUEST_KINDS.map((kind) => !isAuxiliary(kind))
const READS = REQUEST_KINDS.map((kind) => kind === 'get')
const WRITES = REQUEST_KINDS.map(isWrite)
const REFUSED = ERROR_CLASSES.map(isRefusal)
const OK = OUTCOMES.indexOf('ok')
const INFO = OUTCOMES.indexOf('info')

/** Gathers a trial's operations; feed it all batches, in any order. */
export class OperationList {
  readonly #arms: Gathered[] = []
  #last: { key: string; places: Place[] } | null = null

  add(columns: AttemptColumns): void {
    this.#last = null
    const { length, arm, operation, kind, outcome, errorClass, stop } = columns
    for (let row = 0; row < length; row++) {
      const own = this.#of(arm[row] ?? 0)
      const at = operation[row] ?? 0
      const [what, cause, end] = [kind[row] ?? 0, errorClass[row] ?? 0, stop[row] ?? 0]
      let seen = own.seen[at] ?? 0
      if (READS[what]) seen |= READ
      // As leavesDoubt has it.
      if (outcome[row] === INFO || (outcome[row] === OK && WRITES[what])) seen |= IN_DOUBT
      if (end === SUCCEEDED || end === JOB_DONE) seen |= DONE
      own.seen[at] = seen
      own.attempts[at] = (own.attempts[at] ?? 0) + (ASKED_FOR[what] && !REFUSED[cause] ? 1 : 0)
      if (!CLOSING[end]) continue
      own.intendedStartUs[at] = columns.intendedStartUs[row] ?? 0
      own.endUs[at] = columns.operationEndUs[row] ?? 0
      own.errorClass[at] = cause
      own.stop[at] = end
    }
  }

  /** @param query offset and limit count what fits the filter */
  page({ offset, limit, ...wanted }: OperationQuery): OperationPage {
    const key = JSON.stringify(wanted)
    // Whoever turns pages asks for the same order again.
    if (this.#last?.key !== key) this.#last = { key, places: this.#ordered(wanted) }
    const { places } = this.#last
    return { total: places.length, rows: places.slice(offset, offset + limit).map(rowOf) }
  }

  /** How many it can show, whatever the filter: those whose last attempt it has. @param arm null = all */
  size(arm: number | null): number {
    return this.#ordered({ filter: 'all', order: 'start', arm, between: null }).length
  }

  /**
   * The operations as columns for a drawing, in the order in which they were meant to start.
   * @param under those that were under way at some instant of it, milliseconds from the window's begin; null = all
   * @param most beyond it, an even sample
   */
  columns(under: StartedBetween | null, most: number): OperationColumns {
    const all = this.#ordered({ filter: 'all', order: 'start', arm: null, between: null })
    const wanted = under === null ? all : all.filter((place) => isUnderWay(place, under))
    const columns = emptyOperationColumns(wanted.length)
    for (const place of thin(wanted, most)) {
      columns.arm.push(place.own.arm)
      columns.operation.push(place.operation)
      columns.startUs.push(startUs(place))
      columns.latencyUs.push(latencyUs(place))
      columns.outcome.push(OUTCOMES.indexOf(outcomeOfPlace(place)))
      columns.attempts.push(attemptsOf(place))
    }
    return columns
  }

  #ordered({ filter, order, arm, between }: Omit<OperationQuery, 'offset' | 'limit'>): Place[] {
    const fitting: Place[] = []
    for (const own of this.#arms)
      if (arm === null || own.arm === arm)
        for (let operation = 0; operation < own.stop.length; operation++)
          if (own.stop[operation] !== undefined && fits(own, operation, filter)) {
            const place = { own, operation }
            if (between === null || startedBetween(place, between)) fitting.push(place)
          }
    return fitting.sort(comparing(order))
  }

  #of(arm: number): Gathered {
    for (let next = this.#arms.length; next <= arm; next++)
      this.#arms.push({
        ...{ arm: next, seen: [], attempts: [], intendedStartUs: [], endUs: [], errorClass: [], stop: [] },
      })
    const own = this.#arms[arm]
    if (!own) throw new RangeError(`there is no arm ${arm}`)
    return own
  }
}

function fits(own: Gathered, operation: number, filter: OperationFilter): boolean {
  const seen = own.seen[operation] ?? 0
  switch (filter) {
    case 'all':
      return true
    case 'failed':
      return (seen & DONE) === 0
    case 'retried':
      return (own.attempts[operation] ?? 0) > 1
    case 'in-doubt':
      return (seen & (DONE | IN_DOUBT)) === IN_DOUBT
  }
}

function startedBetween(place: Place, [fromMs, toMs]: StartedBetween): boolean {
  const start = startUs(place)
  return start >= fromMs * 1000 && start <= toMs * 1000
}

function isUnderWay(place: Place, [fromMs, toMs]: StartedBetween): boolean {
  const start = startUs(place)
  return start <= toMs * 1000 && start + latencyUs(place) >= fromMs * 1000
}

function rowOf(place: Place): OperationRow {
  const { own, operation } = place
  return {
    arm: own.arm,
    operation,
    kind: ((own.seen[operation] ?? 0) & READ) > 0 ? 'get' : 'put',
    intendedStartMs: startUs(place) / 1000,
    latencyMs: latencyUs(place) / 1000,
    attempts: attemptsOf(place),
    outcome: outcomeOfPlace(place),
    errorClass: ERROR_CLASSES[own.errorClass[operation] ?? -1] ?? 'unknown',
    stop: STOP_REASONS[own.stop[operation] ?? -1] ?? 'retry',
  }
}
