import { describe, expect, it } from 'vitest'
import { checkSpec } from '@/lib/core/experiment/spec'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { upstreamBehaviourSchema } from '@/lib/core/target/http-upstream'
import { schemaFields } from '@/lib/core/schema/schema-fields'
import { draftToSpec, specToDraft } from '../draft-and-spec'
import { emptyTarget, experimentDraftSchema, startingDraft, type TargetDraft } from '../draft'
import { problemTitle } from '../problem-titles'
import { CAPACITY_FIELDS, FURTHER_FIELDS } from './own-upstream-groups'

function check(target: Partial<TargetDraft>, upstreams: readonly string[] = []) {
  const draft = {
    ...startingDraft(),
    leaderSwitchesPerMinute: ['0'],
    target: { ...emptyTarget(), ...target },
  }
  return checkSpec(draftToSpec(draft), builtInCatalogue, upstreams)
}

const http = { kind: 'http' } as const

describe('the target in the form', () => {
  it('is etcd, whatever was typed for the other kind', () => {
    const result = check({ answers: { '503': 20 }, behaviour: { queue: 3 } })
    expect(result.ok && result.spec.target).toEqual({ kind: 'etcd' })
  })

  it('is our own upstream with the defaults of what was left empty', () => {
    const result = check({
      ...http,
      answers: { '503': 20, cut: '' },
      behaviour: { queue: '', requireIdempotencyKey: true },
    })
    expect(result.ok && result.spec.target).toMatchObject({
      upstream: 'own',
      behaviour: { answers: { '503': 20, cut: 0 }, queue: 256, requireIdempotencyKey: true },
    })
  })

  it('goes from spec to form and back without losing anything', () => {
    for (const [target, upstreams] of [
      [{ ...http, answers: { '429': 5, stall: 1 }, behaviour: { retryAfter: 'date', queue: 0 } }, []],
      [
        { ...http, upstream: 'shop', paths: { readPath: '/a' }, connections: { maxConnections: 3 } },
        ['shop'],
      ],
    ] as const) {
      const result = check(target, upstreams)
      if (!result.ok) throw new Error(JSON.stringify(result.problems))
      const draft = specToDraft(result.spec)
      expect(checkSpec(draftToSpec(draft), builtInCatalogue, upstreams)).toEqual(result)
      expect(experimentDraftSchema.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft)
    }
  })

  it('is completed in a draft that was kept by a version without it', () => {
    const { target: _, ...older } = startingDraft()
    expect(experimentDraftSchema.parse(older).target).toEqual(emptyTarget())
  })

  it('sends nothing of our own upstream’s behaviour to somebody else’s', () => {
    const result = check({ ...http, upstream: 'shop', behaviour: { queue: 3 }, answers: { '503': 5 } }, [
      'shop',
    ])
    expect(result.ok && result.spec.target).not.toHaveProperty('behaviour')
  })

  it('says what is wrong in the words of its fields', () => {
    const result = check({ ...http, answers: { '503': 120 }, behaviour: { concurrency: 0 } })
    const titles = result.ok ? [] : result.problems.map(({ path }) => problemTitle(path, startingDraft()))
    expect(titles).toEqual(expect.arrayContaining(['Target: 503 Service Unavailable', 'Target: Places']))
    const sum = check({ ...http, answers: { '503': 70, '500': 70 } })
    expect(sum.ok ? [] : sum.problems.map(({ path }) => problemTitle(path, startingDraft()))).toEqual([
      'Target: Answers',
    ])
    const unknown = check({ ...http, upstream: 'gone' })
    expect(unknown.ok ? [] : unknown.problems.map(({ path }) => problemTitle(path, startingDraft()))).toEqual(
      ['Upstream'],
    )
  })
})

it('shows every setting of our upstream in one place or the other', () => {
  const shown = [...CAPACITY_FIELDS, ...FURTHER_FIELDS]
  expect(shown.sort()).toEqual(
    schemaFields(upstreamBehaviourSchema)
      .map(({ name }) => name)
      .sort(),
  )
})
