import { expect, test } from 'vitest'
import { playwrightFailures, vitestFailures } from './failures.mjs'

test('vitest: failed tests and files that cannot be loaded are named with their reason', () => {
  const testResults = [
    {
      name: 'a.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'passed', ancestorTitles: [], title: 'fine', failureMessages: [] },
        {
          ...{ status: 'failed', ancestorTitles: ['a receipt'], title: 'is within' },
          failureMessages: ['AssertionError: expected 1 to be 2\n\n    at a.test.ts:3'],
        },
      ],
    },
    { name: 'b.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
    { name: 'c.test.ts', status: 'passed', message: '', assertionResults: [] },
  ]
  expect(vitestFailures({ testResults })).toEqual([
    {
      name: 'a.test.ts › a receipt › is within',
      reason: 'AssertionError: expected 1 to be 2\n    at a.test.ts:3',
    },
    { name: 'b.test.ts', reason: 'Cannot find module' },
  ])
})

test('Playwright: also what stands in groups', () => {
  const spec = (title, ok, message) => ({
    ...{ title, ok },
    tests: [{ results: [{ errors: message ? [{ message }] : [] }] }],
  })
  const suites = [
    {
      title: 'a.spec.ts',
      specs: [spec('fine', true), spec('broken', false, 'Error: not visible')],
      suites: [{ title: 'a group', specs: [spec('inner', false)] }],
    },
  ]
  expect(playwrightFailures({ suites })).toEqual([
    { name: 'a.spec.ts › broken', reason: 'Error: not visible' },
    { name: 'a.spec.ts › a group › inner', reason: '' },
  ])
})

test('no report names nothing', () => {
  expect([vitestFailures(null), playwrightFailures(null)]).toEqual([[], []])
})
