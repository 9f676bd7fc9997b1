/** The presets in a terminal: what there is, and the one that somebody named. */
import type { Preset } from '@/lib/core/experiment/presets/preset'
import { findPreset, presets } from '@/lib/core/experiment/presets/registry'
import { estimatePlan } from '@/lib/core/experiment/plan'
import { CommandError, EXIT } from './exit-code'
import { secondsText } from './progress-display'

/** One paragraph per preset. */
export function presetList(): string {
  return presets
    .map((preset) => {
      const { source, name, title, description } = preset
      const { minMs } = estimatePlan(preset.spec())
      const where = source ? ` · article ${source.article}, ${source.section}` : ''
      return `${name}: ${title} (at least ${secondsText(minMs)}${where})\n  ${description}`
    })
    .join('\n')
}

/** @throws CommandError when there is no such preset */
export function wantedPreset(name: string): Preset {
  const preset = findPreset(name)
  if (!preset)
    throw new CommandError(
      `--preset ${name}: there is none of that name. There are: ${presets.map((known) => known.name).join(', ')}.`,
      EXIT.usage,
    )
  return preset
}
