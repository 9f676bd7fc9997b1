import { describe, expect, it } from 'vitest'
import { schemaFields } from '../schema/schema-fields'
import { builtInCatalogue } from '../strategy/catalogue'
import { upstreamBehaviourSchema } from '../target/http-upstream'
import { checkSpec, frozenSpecSchema, type SpecProblem } from './spec'

const withTarget = (target: unknown, more: object = {}) => ({
  name: 'A',
  target,
  strategies: [{ use: 'no-retry' }],
  ...more,
})

function check(value: unknown, upstreams: readonly string[] = []) {
  return checkSpec(value, builtInCatalogue, upstreams)
}

function problemsOf(value: unknown, upstreams: readonly string[] = []): SpecProblem[] {
  const result = check(value, upstreams)
  return result.ok ? [] : result.problems
}

describe('the target of a spec', () => {
  it('is etcd unless something else is named', () => {
    const result = check({ name: 'A', strategies: [{ use: 'no-retry' }] })
    expect(result.ok && result.spec.target).toEqual({ kind: 'etcd' })
  })

  it('is our own upstream with every default, and comes out the same when it is read back', () => {
    const once = check(withTarget({ kind: 'http', behaviour: { answers: { '503': 20, stall: 1 } } }))
    if (!once.ok) throw new Error(JSON.stringify(once.problems))
    expect(once.spec.target).toMatchObject({
      kind: 'http',
      upstream: 'own',
      readPath: '/data',
      behaviour: {
        answers: { '503': 20, '500': 0, stall: 1, cut: 0 },
        serviceTimeMs: 5,
        repeatedKey: 'replay',
      },
    })
    expect(check(JSON.parse(JSON.stringify(once.spec)))).toEqual(once)
  })

  it('may be one of the list, which has no behaviour of ours', () => {
    const result = check(withTarget({ kind: 'http', upstream: 'shop', writePath: '/carts/{key}' }), ['shop'])
    if (!result.ok) throw new Error(JSON.stringify(result.problems))
    expect(result.spec.target).toEqual({
      ...{
        kind: 'http',
        upstream: 'shop',
        readPath: '/data',
        writePath: '/carts/{key}',
        maxConnections: 256,
      },
    })
    expect(check(JSON.parse(JSON.stringify(result.spec)), ['shop'])).toEqual(result)
  })

  it.each<[string, unknown, string, RegExp]>([
    ['unknown kind', { kind: 'kafka' }, 'target.kind', /Invalid/],
    [
      'a name that is not listed',
      { kind: 'http', upstream: 'shop' },
      'target.upstream',
      /unknown upstream "shop"; accepted: own, bank\./,
    ],
    [
      'an address',
      { kind: 'http', upstream: '10.0.0.1:80' },
      'target.upstream',
      /never to an address of the spec; accepted: own, bank\./,
    ],
    ['a URL', { kind: 'http', upstream: 'http://evil' }, 'target.upstream', /RETRYSCOPE_UPSTREAMS/],
    [
      'a host in the path',
      { kind: 'http', upstream: 'bank', readPath: '//evil/data' },
      'target.readPath',
      /one slash/,
    ],
    [
      'a header in the path',
      { kind: 'http', upstream: 'bank', readPath: '/a\r\nX: y' },
      'target.readPath',
      /no spaces/,
    ],
    [
      'a behaviour for somebody else’s',
      { kind: 'http', upstream: 'bank', behaviour: {} },
      'target.behaviour',
      /only the upstream "own"/,
    ],
    [
      'paths of our own',
      { kind: 'http', readPath: '/x' },
      'target.readPath',
      /serves \/data and \/orders only/,
    ],
    [
      'more than all requests',
      { kind: 'http', behaviour: { answers: { '500': 60, cut: 50 } } },
      'target.behaviour.answers',
      /add up to 110 %/,
    ],
    [
      'an answer nobody knows',
      { kind: 'http', behaviour: { answers: { '418': 1 } } },
      'target.behaviour.answers',
      /unknown key "418"; accepted: 408, 429/,
    ],
  ])('refuses %s and says what is accepted', (_, target, path, message) => {
    expect(problemsOf(withTarget(target), ['bank'])).toContainEqual({
      path,
      message: expect.stringMatching(message) as string,
    })
  })

  it('has no leader that could be switched or watched, and tells revisions only where it is ours', () => {
    const strategies = ['leader-watch-breaker', 'idempotent', 'guarded'].map((use) => ({ use }))
    const matrix = { leaderSwitchesPerMinute: [0, 6] }
    const paths = (target: object) =>
      problemsOf(withTarget(target, { strategies, matrix }), ['bank']).map(({ path }) => path)
    expect(paths({ kind: 'http' })).toEqual(['matrix.leaderSwitchesPerMinute', 'strategies.0.use'])
    expect(paths({ kind: 'http', upstream: 'bank' })).toEqual([
      ...['matrix.leaderSwitchesPerMinute', 'strategies.0.use', 'strategies.1.use'],
    ])
    expect(paths({ kind: 'etcd' })).toEqual([])
  })

  it('is kept in a frozen spec although the list has changed since', () => {
    expect(frozenSpecSchema.safeParse(withTarget({ kind: 'http', upstream: 'gone' })).success).toBe(true)
  })
})

it('describes every setting of the upstream for the form', () => {
  const fields = schemaFields(upstreamBehaviourSchema)
  expect(fields.length).toBeGreaterThan(12)
  for (const { name, title } of fields) expect(title).not.toBe(name)
})
