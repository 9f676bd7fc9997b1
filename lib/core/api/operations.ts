/** All operations of the API, in the order in which the reference has them. */
import type { Operation } from './operation'
import * as product from './subjects/product'
import * as run from './subjects/run'
import * as runs from './subjects/runs'
import * as shares from './subjects/shares'
import * as trials from './subjects/trials'

const subjects = [runs, run, shares, trials, product]

export const operations: readonly Operation[] = subjects.flatMap((subject) =>
  Object.values(subject).filter((value): value is Extract<typeof value, Operation> => 'method' in value),
)
