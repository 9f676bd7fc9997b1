/** From the target's fields to the part of a spec and back. Empty fields are left out, so that defaults hold. */
import { OWN_UPSTREAM, type Target } from '@/lib/core/experiment/target'
import { emptyTarget, type FieldValues, type TargetDraft } from '../draft'
import { fieldValues, filled } from '../field-values'

/** The target a draft stands for, unchecked. */
export function targetOf({ kind, upstream, paths, connections, answers, behaviour }: TargetDraft): object {
  if (kind === 'etcd') return { kind }
  const isOwn = upstream === OWN_UPSTREAM
  return {
    ...{ kind, upstream },
    ...(isOwn ? {} : filled(paths)),
    ...filled(connections),
    ...(isOwn && { behaviour: { ...filled(behaviour), answers: filled(answers) } }),
  }
}

/** The fields that show a checked target. */
export function targetDraft(target: Target): TargetDraft {
  if (target.kind === 'etcd') return emptyTarget()
  const { upstream, readPath, writePath, maxConnections, behaviour } = target
  const { answers = {}, ...rest } = behaviour ?? {}
  return {
    ...{ kind: 'http', upstream },
    paths: upstream === OWN_UPSTREAM ? {} : { readPath, writePath },
    connections: { maxConnections },
    answers: nonZero(fieldValues(answers)),
    behaviour: fieldValues(rest),
  }
}

/** A share of nothing is an empty field: those that matter stand out. */
function nonZero(values: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== 0))
}
