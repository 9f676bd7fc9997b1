/** All operations of the API, in the order in which the reference has them. */
import type { Operation } from './operation'
import * as audit from './subjects/audit'
import * as experiments from './subjects/experiments'
import * as ownAccount from './subjects/own-account'
import * as people from './subjects/people'
import * as product from './subjects/product'
import * as reviews from './subjects/reviews'
import * as run from './subjects/run'
import * as runs from './subjects/runs'
import * as shares from './subjects/shares'
import * as trials from './subjects/trials'
import * as webhooks from './subjects/webhooks'

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

const subjects = [
  runs,
  run,
  trials,
  reviews,
  shares,
  people,
  ownAccount,
  webhooks,
  audit,
  experiments,
  product,
]

export const operations: readonly Operation[] = subjects
  .flatMap((subject) => Object.values<object>(subject))
  .filter(isOperation)
  .sort((a, b) => orderOf(a).localeCompare(orderOf(b)))

/** Modules name what they export by the alphabet; people look for subjects, and then for paths. */
function orderOf({ subject, path, method }: Operation): string {
  const place = subjects.findIndex((one) =>
    Object.values<object>(one).some((value) => 'subject' in value && value.subject === subject),
  )
  return `${String(place).padStart(2, '0')} ${subject} ${path} ${METHODS.indexOf(method)}`
}

/** Subjects have schemas beside their operations. */
function isOperation(value: object): value is Operation {
  return 'method' in value && 'path' in value
}
