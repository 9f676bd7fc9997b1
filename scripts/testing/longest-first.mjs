/** The order of test files that run side by side: the longest ones first, so that none of them runs on alone at the end. */
import { BaseSequencer } from 'vitest/node'

/** Files that take more than a minute, the longest one first. Without this list vitest would begin with the biggest. */
const LONGEST = ['worker-killed', 'switch-rate', 'fault-guard', 'external-secure', 'cli', 'stuck-faults']

/** Handed to vitest's configuration. */
export class LongestFirst extends BaseSequencer {
  /** @param {import('vitest/node').TestSpecification[]} files */
  async sort(files) {
    return (await super.sort(files)).toSorted((one, other) => rank(one) - rank(other))
  }
}

function rank({ moduleId }) {
  const place = LONGEST.findIndex((name) => moduleId.endsWith(`/tests/recovery/${name}.test.ts`))
  return place === -1 ? LONGEST.length : place
}
