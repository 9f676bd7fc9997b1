import { expect, it } from 'vitest'
import { ApiProblem, problemAt } from './api'

it('what is wrong with a field is told of that field, and of no other', () => {
  const refused = new ApiProblem(409, 'This does not fit', 'No token was made.', [
    { path: 'name', message: 'You have one.' },
  ])
  expect(problemAt(refused, 'name')).toBe('You have one.')
  for (const error of [refused, new ApiProblem(409, 'Another one', ''), new Error('name'), null])
    expect(problemAt(error, 'role')).toBeNull()
})
