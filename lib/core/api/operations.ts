/** All operations of the API, in the order in which the reference has them. */
import type { Operation } from './operation'
import * as audit from './subjects/audit'
import * as ownAccount from './subjects/own-account'
import * as people from './subjects/people'
import * as product from './subjects/product'
import * as run from './subjects/run'
import * as runs from './subjects/runs'
import * as shares from './subjects/shares'
import * as trials from './subjects/trials'

const subjects = [runs, run, trials, shares, people, ownAccount, audit, product]

export const operations: readonly Operation[] = subjects
  .flatMap((subject) => Object.values<object>(subject))
  .filter(isOperation)

/** Subjects have schemas beside their operations. */
function isOperation(value: object): value is Operation {
  return 'method' in value && 'path' in value
}
