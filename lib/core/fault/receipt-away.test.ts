import { describe, expect, it } from 'vitest'
import type { MemberWord, Sighting, WindowEvidence } from './evidence'
import { step, verdicts, witnessed } from './receipt-evidence'
import { tallyAttempts } from './receipt-losses'
import { receiptOf, receiptProblems } from './receipt-of'
import type { FaultName } from './registry'

/** All agree on the first member, except that one says something else for a while; from then on the second one leads. */
function sighted(member: number, word: MemberWord, fromMs: number, toMs: number): WindowEvidence {
  const at = (atMs: number, leader: number, words: Partial<Record<number, MemberWord>> = {}): Sighting => ({
    ...{ atMs, leader, spareAnswers: null },
    members: [0, 1, 2].map((index) => words[index] ?? 'agrees'),
  })
  return witnessed({ sightings: [at(-50, 0), at(fromMs, 1, { [member]: word }), at(toMs, 1)] })
}
const quiet = witnessed({
  sightings: [{ atMs: -50, leader: 0, members: ['agrees', 'agrees', 'agrees'], spareAnswers: null }],
})

/** Due at 2 s, for six of ten seconds. */
const due = (fault: FaultName, params: object = {}, endMs: number | null = 8_000) => [
  step(fault, params, 2_000, endMs),
]

describe('the receipt of members that were to be away', () => {
  it.each([
    ['leader-kill', {}, 0],
    ['leader-pause', {}, 0],
    ['member-down', { on: 'member-3' }, 2],
    ['member-down', { on: 'follower' }, 1],
  ] as const)(
    '%s %o: is within where that member did not answer, beyond where it did',
    (fault, params, member) => {
      const steps = due(fault, params)
      const measure = `away-${fault}`
      expect(verdicts(steps, [sighted(member, 'silent', 2_100, 8_300)])).toHaveProperty(measure, 'within')
      expect(verdicts(steps, [quiet])).toHaveProperty(measure, 'beyond')
      const other = (member + 1) % 3
      expect(verdicts(steps, [sighted(other, 'silent', 2_100, 8_300)])).toHaveProperty(measure, 'beyond')
      // A machine that stands still for a moment takes nobody away.
      expect(verdicts(steps, [sighted(member, 'silent', 2_100, 2_400)])).toHaveProperty(measure, 'beyond')
    },
  )

  it('sees a restart in the moment that it takes', () => {
    const steps = due('member-restart', { on: 'member-2' }, 2_000)
    expect(verdicts(steps, [sighted(1, 'silent', 2_200, 2_300)])).toHaveProperty(
      'away-member-restart',
      'within',
    )
    expect(verdicts(steps, [quiet])).toHaveProperty('away-member-restart', 'beyond')
    const all = sighted(1, 'silent', 2_200, 2_300)
    const stall = all.sightings.map((one, index) =>
      index === 1 ? { ...one, members: one.members.map((): MemberWord => 'silent') } : one,
    )
    expect(verdicts(steps, [{ ...all, sightings: stall }])).toHaveProperty('away-member-restart', 'beyond')
  })

  it('sees a member that is cut off by whom it names', () => {
    const steps = due('peer-cut', { on: 'leader' })
    expect(verdicts(steps, [sighted(0, 'apart', 4_000, 8_300)])).toHaveProperty('away-peer-cut', 'within')
    expect(verdicts(steps, [quiet])).toHaveProperty('away-peer-cut', 'beyond')
    // Too short for anybody to notice.
    expect(verdicts(due('peer-cut', {}, 4_000), [quiet])).toHaveProperty('away-peer-cut', 'unknown')
  })

  it('is unknown where nobody looked, nobody led, or the window ended at once', () => {
    const steps = due('leader-kill', {}, null)
    expect(verdicts(steps, [witnessed({})])).toHaveProperty('away-leader-kill', 'unknown')
    const ended = { ...quiet, probedUntilMs: 2_100 }
    expect(verdicts(steps, [ended])).toHaveProperty('away-leader-kill', 'unknown')
    const leaderless = witnessed({
      sightings: [{ atMs: -50, leader: null, members: ['apart', 'apart', 'silent'], spareAnswers: null }],
    })
    expect(verdicts(steps, [leaderless])).toHaveProperty('away-leader-kill', 'unknown')
  })

  it('looks for a member that was to be added, which may take etcd some seconds', () => {
    const steps = (endMs: number | null) => [step('learner', {}, 1_000, endMs)]
    const seen = (there: boolean | null) =>
      witnessed({
        sightings: quiet.sightings.flatMap((one) => [
          { ...one, spareAnswers: there === null ? null : false },
          { ...one, atMs: 6_500, spareAnswers: there },
        ]),
      })
    expect(verdicts(steps(null), [seen(true)])).toHaveProperty('away-learner', 'within')
    expect(verdicts(steps(null), [seen(false)])).toHaveProperty('away-learner', 'beyond')
    expect(verdicts(steps(5_000), [seen(false)])).toHaveProperty('away-learner', 'unknown')
    expect(verdicts(steps(null), [seen(null)])).toHaveProperty('away-learner', 'unknown')
  })

  it('counts the windows of arms that run one after the other, and marks the trial in words', () => {
    const steps = due('leader-kill')
    const right = sighted(0, 'silent', 2_100, 8_300)
    const receipt = receiptOf(steps, [right, quiet], tallyAttempts([], []))
    expect(receipt.find(({ measure }) => measure === 'away-leader-kill')).toMatchObject({
      ...{ requested: 2, measured: 1, verdict: 'beyond' },
      evidence: expect.stringContaining(
        'member 1 did not answer for 6.2 s; member 1 did not answer for 0.0 s',
      ) as string,
    })
    expect(receiptProblems(receipt)).toEqual([
      'Seen away (the leader killed, then started again): 1 members were measured, 2 ± 0 were asked for',
    ])
  })
})
