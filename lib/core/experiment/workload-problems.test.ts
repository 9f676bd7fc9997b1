import { describe, expect, it } from 'vitest'
import { checkSpec } from './spec'

function problems(changes: object) {
  const result = checkSpec({ name: 'A', strategies: [{ use: 'constant' }], ...changes }, undefined, ['shop'])
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`)
}

describe('a workload', () => {
  it('that writes two keys at once is refused where a target or a library cannot', () => {
    const transfer = { workload: { kind: 'transfer' } }
    expect(problems(transfer)).toEqual([])
    expect(problems({ ...transfer, target: { kind: 'http' } })).toEqual([
      expect.stringMatching(
        /^workload\.kind: Transfers write two keys in one transaction, which HTTP has not/,
      ),
    ])
    expect(problems({ ...transfer, strategies: [{ use: 'constant' }, { use: 'etcd3' }] })).toEqual([
      expect.stringMatching(/^strategies\.1\.use: .*single puts and gets/),
    ])
    expect(problems({ ...transfer, strategies: [{ use: 'grpc-js' }] })).toEqual([])
    expect(problems({ workload: { kind: 'counter' }, strategies: [{ use: 'etcd3' }] })).toEqual([])
  })

  it('whose effects nobody can look at is refused; our own upstream tells them', () => {
    const http = (upstream: string, kind: string) =>
      problems({ target: { kind: 'http', upstream }, workload: { kind } })
    expect(http('own', 'counter')).toEqual([])
    expect(http('shop', 'set')).toEqual([
      expect.stringMatching(/^workload\.kind: Sets of unique elements: the upstream "shop" does not tell/),
    ])
    expect(http('shop', 'register')).toEqual([])
  })
})

describe('a threshold', () => {
  it('on what another workload makes visible is refused', () => {
    const thresholds = ['duplicateEffects == 0', 'counterDrift == 0', 'staleReads == 0']
    expect(problems({ thresholds, workload: { kind: 'counter' } })).toEqual([])
    expect(problems({ thresholds })).toEqual([
      'thresholds.1: counterDrift is counted with the workload counter only, and this one is register',
    ])
  })
})
