import { expect, test } from 'vitest'
import { allowedMethods } from './allowed-methods'
import { operations } from './operations'

test('every operation is allowed at its own address', () => {
  for (const { method, path } of operations)
    expect(allowedMethods(path.replaceAll(/\{\w+\}/g, '1')), path).toContain(method)
})

test('an address takes the methods of its operations and none else', () => {
  expect(allowedMethods('/api/runs')).toEqual(['GET', 'POST', 'HEAD', 'OPTIONS'])
  expect(allowedMethods('/api/runs/7/cancel')).toEqual(['POST', 'OPTIONS'])
  // Not the account that is called so.
  expect(allowedMethods('/api/invitations/open')).toEqual(['POST', 'OPTIONS'])
  expect(allowedMethods('/api/invitations/7')).toEqual(['DELETE', 'OPTIONS'])
})

test('where no operation is, nothing is said of methods', () => {
  for (const path of ['/api/nothing', '/api/runs/', '/api/runs/1/2', '/runs/1', '/apixopenapi.json'])
    expect(allowedMethods(path), path).toBeNull()
})
