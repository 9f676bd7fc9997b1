import { expect, test } from 'vitest'
import { commandNeeds } from './command-needs.mjs'

test.each([
  ['run spec.yaml', true],
  ['--verbose run spec.yaml --json out.json', true],
  ['lab up', true],
  ['run -- --help', true],
  ['strategies', false],
  ['--verbose schedule linear', false],
  ['run --help', false],
  ['lab up -h', false],
  ['help run', false],
  ['--help', false],
  ['', false],
])('“%s” needs a lab and a database: %s', (line, isNeeded) => {
  const args = line === '' ? [] : line.split(' ')
  expect(commandNeeds(args)).toEqual({ lab: isNeeded, database: isNeeded, bundles: true, web: false })
})
