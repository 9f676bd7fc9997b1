/** Every workload: one line per kind, and the part of a spec that chooses one. */
import { z } from 'zod'
import type { OperationKind } from '../history/attempt'
import type { WorkloadKind } from '../history/workload-kind'
import type { RandomStream } from '../random/stream'
import { commonFields, type OperationRequest, type WorkloadDefinition } from './workload'
import { counter } from './workloads/counter'
import { register } from './workloads/register'
import { set } from './workloads/set'
import { transfer } from './workloads/transfer'

export const workloads = { register, counter, set, transfer } as const satisfies Record<
  WorkloadKind,
  WorkloadDefinition
>

/** A spec that names no kind is about registers. */
const DEFAULT_KIND = 'register' satisfies WorkloadKind

/** Strict per kind: the fields of another one are refused. */
export const workloadSchema = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal(DEFAULT_KIND).default(DEFAULT_KIND),
      ...register.params.shape,
      ...commonFields.shape,
    }),
    z.strictObject({ kind: z.literal('counter'), ...counter.params.shape, ...commonFields.shape }),
    z.strictObject({ kind: z.literal('set'), ...set.params.shape, ...commonFields.shape }),
    z.strictObject({ kind: z.literal('transfer'), ...transfer.params.shape, ...commonFields.shape }),
  ],
  {
    error: ({ code }) =>
      code === 'invalid_union' ? `must be one of ${Object.keys(workloads).join(', ')}` : undefined,
  },
)
export type Workload = z.output<typeof workloadSchema>

/** What an operation is called after what it does to this workload: "increment", "get". */
export function operationWord(workload: WorkloadKind, kind: OperationKind): string {
  return kind === 'put' ? workloads[workload].write : kind
}

/** Draws what one operation asks for. @param operation its number, from 0 */
export function drawOperation(workload: Workload, random: RandomStream, operation: number): OperationRequest {
  switch (workload.kind) {
    case 'register':
      return register.draw(workload, random, operation)
    case 'counter':
      return counter.draw(workload, random, operation)
    case 'set':
      return set.draw(workload, random, operation)
    case 'transfer':
      return transfer.draw(workload, random, operation)
  }
}
