/** `retryscope export <strategy> --to <target>`: the settings on stdout, what they cannot say on stderr. */
import {
  isTakeHomeTarget,
  nothingToTakeHome,
  TAKE_HOME_TARGETS,
  takeHome,
} from '@/lib/core/strategy/take-home/take-home'
import { builtInCatalogue } from '@/lib/core/strategy/catalogue'
import { CommandError, EXIT, type ExitCode } from './exit-code'
import { loadCatalogue } from './own-catalogue'
import { readStrategy } from './strategy-params'

export interface ExportOptions {
  to: string
  param: string[]
  json?: boolean
}

/** Prints the text alone on stdout, so that it can go into a file. */
export async function exportCommand(name: string, { to, param, json }: ExportOptions): Promise<ExitCode> {
  if (!isTakeHomeTarget(to))
    throw new CommandError(
      `There is no target "${to}". There are: ${Object.keys(TAKE_HOME_TARGETS).join(', ')}.`,
      EXIT.usage,
    )
  // The user's own code is loaded for the user's own strategies only.
  const catalogue = builtInCatalogue.find(name) ? builtInCatalogue : await loadCatalogue()
  const { definition, params } = readStrategy(name, param, catalogue)
  const taken = takeHome(definition, params, to)
  if (!taken) throw new CommandError(nothingToTakeHome(definition, name, to), EXIT.usage)
  process.stdout.write(`${json ? JSON.stringify(taken, null, 2) : taken.text}\n`)
  if (!json && taken.notExpressed.length > 0)
    process.stderr.write(`\nNot expressed:\n${taken.notExpressed.map((text) => `- ${text}\n`).join('')}`)
  return EXIT.pass
}
