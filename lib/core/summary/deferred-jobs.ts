/**
 * Jobs that went on behind callers who had been told "accepted for later": how many, what became of them and at which
 * attempt, how long they took, and how many waited at once.
 */
import { z } from 'zod'
import { leavesDoubt, type AttemptRecord, type Outcome } from '../history/attempt'
import { isRefusal } from '../history/error-class'
import { Histogram, histogramSchema } from './histogram'

const count = z.int().min(0)

export const deferredJobsSchema = z.strictObject({
  /** Operations whose caller was let go. */
  jobs: count,
  /** What the jobs sent to the target; among the attempts. */
  attempts: count,
  /** Index = attempts of a job (refused tries included) before the one that did it, value = jobs. */
  doneAt: z.array(count),
  /** Jobs that nobody did: tickets for a person. */
  givenUp: count,
  /** The highest number of jobs that were open at once. */
  mostOpen: count,
  /** From letting the caller go to the job's end, milliseconds; all jobs. */
  jobMs: histogramSchema,
})
export type DeferredJobsSummary = z.output<typeof deferredJobsSchema>

interface OpenJob {
  /** All of its operation, those before it included. */
  requests: number
  tries: number
  inDoubt: boolean
  sinceMs: number
}

/** What became of an operation whose job has ended. */
export interface JobEnd {
  outcome: Outcome
  /** Requests of the whole operation. */
  requests: number
}

/** Follows the jobs of one arm of one trial, in the order in which their attempts ended. */
export class DeferredJobs {
  readonly #open = new Map<number, OpenJob>()
  readonly #doneAt: number[] = []
  readonly #jobMs = new Histogram()
  #jobs = 0
  #attempts = 0
  #givenUp = 0
  #mostOpen = 0

  get open(): number {
    return this.#open.size
  }

  get attempts(): number {
    return this.#attempts
  }

  /** A caller is let go by this attempt, after so many requests, which may have left a doubt. */
  begin({ operation, operationEndMs }: AttemptRecord, before: { requests: number; inDoubt: boolean }): void {
    this.#jobs += 1
    this.#open.set(operation, { ...before, tries: 0, sinceMs: operationEndMs })
    this.#mostOpen = Math.max(this.#mostOpen, this.#open.size)
  }

  /** Takes an attempt of a job. @returns the end of its operation, null when the job goes on */
  add(attempt: AttemptRecord): JobEnd | null {
    const job = this.#open.get(attempt.operation)
    if (!job)
      throw new Error(`operation ${attempt.operation} has a deferred job, but its caller was not let go`)
    if (!isRefusal(attempt.errorClass)) {
      job.requests += 1
      this.#attempts += 1
    }
    job.tries += 1
    job.inDoubt ||= leavesDoubt(attempt)
    if (attempt.stop === 'job-retry') return null
    this.#open.delete(attempt.operation)
    this.#jobMs.record(attempt.endMs - job.sinceMs)
    if (attempt.stop === 'job-done') {
      while (this.#doneAt.length < job.tries) this.#doneAt.push(0)
      this.#doneAt[job.tries - 1] = (this.#doneAt[job.tries - 1] ?? 0) + 1
      return { outcome: 'ok', requests: job.requests }
    }
    this.#givenUp += 1
    return { outcome: job.inDoubt ? 'info' : 'fail', requests: job.requests }
  }

  /** Null where no caller was let go. */
  summary(): DeferredJobsSummary | null {
    if (this.#jobs === 0) return null
    return {
      jobs: this.#jobs,
      attempts: this.#attempts,
      doneAt: this.#doneAt,
      givenUp: this.#givenUp,
      mostOpen: this.#mostOpen,
      jobMs: this.#jobMs.toJSON(),
    }
  }
}
