/** Elements of a set against what callers were told of them. After Jepsen's set checker: lost, unexpected, and duplicated. */
import { found, UNKNOWN, type Checker } from '../checker'
import { effectsOf } from '../effects-of'

export const setElements: Checker = {
  name: 'set-elements',
  title: 'Wrong elements',
  description:
    'Elements that were acknowledged and are missing from the final read, those that are there although their add failed or was never asked for, and those that were added more than once. Adds in doubt may be there or not.',
  of: 'adds',
  only: ['set'],
  check(history) {
    if (!history.finalKeys) return UNKNOWN
    const effects = effectsOf(history)
    const there = new Map(history.finalKeys.map(({ key, version }) => [key, version]))
    const cases: string[] = []
    // An element is named after the operation that adds it.
    for (const [element, effect] of effects)
      if (effect === 'ok' && !there.has(element))
        cases.push(`element ${element} was acknowledged and is missing`)
    for (const [element, version] of there) {
      const effect = effects.get(element)
      if (effect === undefined) cases.push(`element ${element} is there, and nobody added it`)
      else if (effect === 'fail') cases.push(`element ${element} is there, and its add failed`)
      if (version > 1) cases.push(`element ${element} was added ${version} times`)
    }
    return found(cases, effects.size)
  },
}
