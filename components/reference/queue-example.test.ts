import { expect, it } from 'vitest'
import { queueExample } from './queue-example'

it('asks this server, with a token where one has to be shown', () => {
  const open = queueExample('http://127.0.0.1:4100', false)
  expect(open).toMatch(/^curl -X POST http:\/\/127\.0\.0\.1:4100\/api\/runs \\\n {2}-H 'Content-Type/)
  expect(open).not.toContain('Authorization')
  expect(queueExample('https://retry.example', true)).toContain(
    '  -H "Authorization: Bearer $RETRYSCOPE_TOKEN" \\\n',
  )
})
