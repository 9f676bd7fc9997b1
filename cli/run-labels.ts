/** Tags and version from the command line, beside those in the spec. */
import { tagsSchema, versionSchema } from '@/lib/core/experiment/run-labels'
import type { ExperimentSpec } from '@/lib/core/experiment/spec'
import { wordIssue } from '@/lib/core/experiment/spec-problem'
import { CommandError, EXIT } from './exit-code'

/** @throws CommandError when one of them cannot be taken */
export function withLabels(
  spec: ExperimentSpec,
  { tag, versionOf }: { tag: readonly string[]; versionOf?: string },
): ExperimentSpec {
  const tags = tagsSchema.safeParse([...(spec.tags ?? []), ...tag], { error: wordIssue })
  if (!tags.success)
    throw new CommandError(`--tag ${tag.join(' --tag ')}: ${tags.error.issues[0]?.message}`, EXIT.usage)
  if (versionOf === undefined) return { ...spec, tags: tags.data }
  const version = versionSchema.safeParse(versionOf, { error: wordIssue })
  if (!version.success)
    throw new CommandError(`--version-of ${versionOf}: ${version.error.issues[0]?.message}`, EXIT.usage)
  return { ...spec, tags: tags.data, version: version.data }
}
