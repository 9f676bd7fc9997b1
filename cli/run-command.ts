/** `retryscope run <spec>` and `retryscope resume <run>`: queue, see through, report. */
import { plural } from '@/lib/core/checker/drift'
import {
  compareRuns,
  hasComparison,
  notCompared,
  type StrategyComparison,
} from '@/lib/core/comparison/compare-runs'
import { experimentDifferences } from '@/lib/core/comparison/experiment-differences'
import { estimatePlan } from '@/lib/core/experiment/plan'
import { MAX_SEED, type ExperimentSpec } from '@/lib/core/experiment/spec'
import { recordedWords } from '@/lib/core/summary/recorded-trials'
import { recordedThroughout } from '@/lib/core/profile/recorded-trials'
import type { RunReport } from '@/lib/core/summary/report'
import { suspectWords } from '@/lib/core/summary/suspect-words'
import { environment } from '@/lib/config/environment'
import { labConfig } from '@/lib/config/lab-config'
import { openDatabase } from '@/lib/db/database'
import { readRunReport } from '@/lib/db/read-run-report'
import { sweepLeftoverLabs } from '@/lib/lab/process/sweep'
import { realPorts } from '@/worker/real-ports'
import { commandLog } from './command-log'
import { baselineLines, type AgainstBaseline } from './comparison-lines'
import { CommandError, EXIT, exitCodeOf, type ExitCode } from './exit-code'
import { junitReport } from './junit-report'
import { cancelRun, queueRun, resumeRun } from './noted-changes'
import { loadCatalogue } from './own-catalogue'
import { wantedPreset } from './preset-list'
import { progressDisplay, secondsText, type ProgressDisplay } from './progress-display'
import { publishedLines } from './published-lines'
import { readSpecFile } from './read-spec-file'
import {
  apartLines,
  checkLines,
  faultLines,
  findingLines,
  outOfReachLines,
  resultTable,
  thresholdLines,
} from './result-table'
import { withLabels } from './run-labels'
import { seeRunThrough } from './see-run-through'
import { assertWritable, writeReportFile } from './write-report-file'

/** What is to be made of a run that has ended. */
export interface ReportOptions {
  /** Where to write the report. */
  json?: string
  /** Where to write what was shown as JUnit XML. */
  junit?: string
  /** Number or id of the run to compare with. */
  baseline?: string
}

type Db = ReturnType<typeof openDatabase>

export interface RunOptions extends ReportOptions {
  /** In place of a file. */
  preset?: string
  /** In place of the spec's. */
  seed?: string
  /** Besides the spec's. */
  tag: string[]
  /** In place of the spec's. */
  versionOf?: string
}

/** Runs the spec in a file, or a preset, and prints what it showed. */
export async function runCommand(file: string | undefined, options: RunOptions): Promise<ExitCode> {
  const spec = withLabels(withSeed(await wantedSpec(file, options.preset), options.seed), options)
  return seeAndTell(options, async (db, say) => {
    const run = await queueRun(spec, db)
    const { trials, minMs } = estimatePlan(spec)
    say(`Run #${run.number}, ${spec.name}: ${plural(trials, 'trial')}, at least ${secondsText(minMs)}`)
    return { id: run.id, spec }
  })
}

/** Takes a cancelled or failed run up again, by its number or id: its missing trials, with its seed. */
export async function resumeCommand(wanted: string, options: ReportOptions): Promise<ExitCode> {
  return seeAndTell(options, async (db, say) => {
    const before = await readRunReport(wanted.replace(/^#/, ''), db)
    if (!before) throw cannotResume(wanted, 'no-such-run')
    const answer = await resumeRun(before.id, db)
    if (answer !== 'queued') throw cannotResume(wanted, answer)
    const missing = before.totalTrials - before.trials.length
    say(`Run #${before.number}, ${before.name}: ${missing} of ${plural(before.totalTrials, 'trial')} to do`)
    return before
  })
}

const NO_RESUME = {
  'no-such-run': 'there is no such run. Give the number that stands before its name, or its id.',
  'not-ended': 'this run has not ended: there is nothing to take up again.',
  complete: 'all trials of this run are done: there is nothing to take up again.',
}

function cannotResume(wanted: string, why: keyof typeof NO_RESUME): CommandError {
  return new CommandError(`${wanted}: ${NO_RESUME[why]}`, EXIT.usage)
}

/** Sees a run through that was just queued, and prints what it showed. */
async function seeAndTell(
  options: ReportOptions,
  queued: (db: Db, say: (line: string) => void) => Promise<{ id: string; spec: ExperimentSpec }>,
): Promise<ExitCode> {
  for (const file of [options.json, options.junit]) if (file !== undefined) assertWritable(file)
  const db = openDatabase(environment().databaseFile)
  const baseline = options.baseline === undefined ? null : await readBaseline(options.baseline, db)
  const lines: string[] = []
  const { id, spec } = await queued(db, (line) => lines.push(line))
  const display = progressDisplay(process.stderr, spec.matrix.loss.mode)
  for (const line of lines) display.say(line)
  const recorded = recordedThroughout(spec)
  if (recorded !== null) display.say(recorded)
  const isInterrupted = cancelOnSignal(id, db, display)
  await seeRunThrough(
    id,
    db,
    async () => {
      await sweepLeftoverLabs(labConfig().labsDirectory)
      return realPorts(commandLog(display))
    },
    display,
  )
  display.end()
  const report = await readRunReport(id, db)
  if (!report) throw new CommandError('The run was deleted before its result could be shown.', EXIT.lab)
  const against = baseline && againstBaseline(report, baseline)
  if (options.json !== undefined) writeReportFile(options.json, `${JSON.stringify(report, null, 2)}\n`)
  if (options.junit !== undefined) writeReportFile(options.junit, junitReport(report, against))
  print(report)
  if (against) process.stdout.write(`${baselineLines(against).join('\n')}\n`)
  if (isInterrupted()) return EXIT.cancelled
  const exitCode = exitCodeOf(report)
  const isPassed = !against || (hasComparison(against.compared) && !isWorse(against.compared))
  return exitCode === EXIT.pass && !isPassed ? EXIT.notPassed : exitCode
}

async function wantedSpec(file: string | undefined, preset: string | undefined): Promise<ExperimentSpec> {
  if ((file === undefined) === (preset === undefined))
    throw new CommandError('Name either a file with an experiment or --preset <name>.', EXIT.usage)
  return preset === undefined ? readSpecFile(file ?? '', await loadCatalogue()) : wantedPreset(preset).spec()
}

/** Found before anything is measured. */
async function readBaseline(wanted: string, db: Db): Promise<RunReport> {
  const baseline = await readRunReport(wanted.replace(/^#/, ''), db)
  if (!baseline)
    throw new CommandError(
      `--baseline ${wanted}: there is no such run. Give the number that stands before its name, or its id.`,
      EXIT.usage,
    )
  if (baseline.trials.length === 0)
    throw new CommandError(
      `--baseline ${wanted}: no trial of run #${baseline.number} has ended, so there is nothing to compare with.`,
      EXIT.usage,
    )
  return baseline
}

/** Over the whole matrix: of many cells, some look worse by chance alone. */
function isWorse(compared: readonly StrategyComparison[]): boolean {
  return compared.some(({ overall }) => overall.some(({ verdict }) => verdict === 'worse'))
}

function againstBaseline(report: RunReport, baseline: RunReport): AgainstBaseline {
  const compared = compareRuns(report, baseline)
  return {
    ...{ number: baseline.number, name: baseline.name },
    suspect: { now: suspectWords(report.trials), before: suspectWords(baseline.trials) },
    differences: experimentDifferences(report, baseline),
    ...{ compared, alone: notCompared(report, compared) },
  }
}

function withSeed(spec: ExperimentSpec, seed: string | undefined): ExperimentSpec {
  if (seed === undefined) return spec
  const number = /^\d+$/.test(seed) ? Number(seed) : NaN
  if (!(number <= MAX_SEED))
    throw new CommandError(`--seed ${seed}: a seed is an integer from 0 to ${MAX_SEED}.`, EXIT.usage)
  return { ...spec, seed: number }
}

/** The first Ctrl-C cancels the run in order, a second one ends this process at once. */
function cancelOnSignal(runId: string, db: Db, display: ProgressDisplay): () => boolean {
  let interrupted = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => {
      if (interrupted) process.exit(EXIT.cancelled)
      interrupted = true
      display.say('Cancelling; once more ends at once.')
      cancelRun(runId, db).catch((error: unknown) => {
        display.say(error instanceof Error ? error.message : String(error))
        process.exit(EXIT.cancelled)
      })
    })
  return () => interrupted
}

function print(report: RunReport): void {
  const lines = [resultTable(report), '', ...faultLines(report), ...outOfReachLines(report)]
  const apart = apartLines(report)
  if (apart.length > 0) lines.push('', ...apart)
  const suspect = suspectWords(report.trials)
  if (suspect !== null) lines.push(suspect)
  const recorded = recordedWords(report.trials)
  if (recorded !== null) lines.push(recorded)
  const checks = checkLines(report)
  if (checks.length > 0) lines.push('', 'In the target’s own history:', ...checks)
  const findings = findingLines(report)
  if (findings.length > 0) lines.push('', 'Findings:', ...findings, '')
  const published = publishedLines(report)
  if (published.length > 0) lines.push('', ...published, '')
  lines.push(...thresholdLines(report))
  lines.push(
    `Run #${report.number} ${report.status}${report.verdict ? `, verdict: ${report.verdict}` : ''}. Seed ${report.seed}.`,
  )
  if (report.error) lines.push(report.error)
  if (report.status !== 'completed') lines.push(`Measure what is missing: retryscope resume ${report.number}`)
  lines.push(`See it in the browser: npm start, then /runs/${report.id}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}
