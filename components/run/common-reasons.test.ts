import { expect, it } from 'vitest'
import { commonReasons } from './common-reasons'

const trial = (...qualityReasons: string[]) => ({ qualityReasons })

it('counts trials, not reasons: one that has the same reason twice counts once', () => {
  const late = (ms: number) => `starts were ${ms}.5 ms late`
  const trials = [trial(late(30), late(40)), trial(late(50), late(60)), trial('something else'), trial()]
  expect(commonReasons(trials)).toEqual([`${late(30)} (2 trials)`, 'something else (1 trial)'])
})

it('tells the commonest first', () => {
  expect(commonReasons([trial('a', 'b'), trial('b')])).toEqual(['b (2 trials)', 'a (1 trial)'])
})

it('tells the worst trial where a larger figure is worse, and of faults any', () => {
  const stall = (ms: number) => `the event loop stood still for ${ms} ms (limit 100 ms)`
  const cut = (percent: number) => `loss was ${percent} %`
  const trials = [trial(stall(101), cut(3)), trial(stall(250), cut(9)), trial(stall(180))]
  expect(commonReasons(trials)).toEqual([`${stall(250)} (3 trials, at worst so)`, `${cut(3)} (2 trials)`])
})

it('takes a figure for one whatever its size and its sign', () => {
  const stall = (ms: string) => `the event loop stood still for ${ms} ms (limit 100 ms)`
  const added = (ms: string) => `Latency added: ${ms} ms were measured, 8 ± 3.60 were asked for`
  const trials = [trial(stall('998'), added('−0.42')), trial(stall('1,204'), added('12.0'))]
  expect(commonReasons(trials)).toEqual([
    `${stall('1,204')} (2 trials, at worst so)`,
    `${added('−0.42')} (2 trials)`,
  ])
})
