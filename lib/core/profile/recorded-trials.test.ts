import { expect, it } from 'vitest'
import { isProfiled, recordedThroughout } from './recorded-trials'

it('warns exactly where no trial is left without a recording', () => {
  for (const profile of ['off', 'first', 'each'] as const)
    for (const repetitions of [1, 2, 3]) {
      const trials = Array.from({ length: repetitions }, (_, repetition) => ({ repetition }))
      const all = trials.every((trial) => isProfiled({ profile }, trial))
      expect(recordedThroughout({ profile, repetitions }) !== null, `${profile} of ${repetitions}`).toBe(all)
    }
  expect(recordedThroughout({ profile: 'first', repetitions: 1 })).toContain('2 repetitions')
})
