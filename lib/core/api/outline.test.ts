import { expect, test } from 'vitest'
import { outline } from './outline'

const named = {
  Node: {
    type: 'object',
    required: ['children'],
    properties: { children: { type: 'array', items: { $ref: '#/components/schemas/Node' } } },
  },
}

test('names, types, what may be left out, and what is inside of what', () => {
  const schema = {
    type: 'object',
    required: ['id', 'rows'],
    properties: {
      id: { type: 'string', description: 'Of the run.' },
      rows: {
        type: 'array',
        items: { type: 'object', required: ['n'], properties: { n: { type: 'integer' } } },
      },
      gapMs: { anyOf: [{ type: 'number' }, { type: 'null' }], 'x-unit': 'ms', default: 5 },
      kind: { enum: ['a', 'b'] },
    },
  }
  expect(outline(schema, {}).split('\n')).toEqual([
    'id: string   # Of the run.',
    'rows: list of object',
    '  n: integer',
    'gapMs?: number or null   # in ms; default 5',
    'kind?: "a" or "b"',
  ])
})

test('a schema that stands in itself is told once', () => {
  expect(outline({ $ref: '#/components/schemas/Node' }, named)).toBe('children: list of Node')
})

test('of several forms, each that has an inside', () => {
  const form = (name: string) => ({
    type: 'object',
    required: [name],
    properties: { [name]: { type: 'boolean' } },
  })
  expect(outline({ anyOf: [form('pinned'), form('baseline')] }, {}).split('\n')).toEqual([
    'pinned: boolean',
    '— or —',
    'baseline: boolean',
  ])
})
