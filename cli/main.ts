/** The `retryscope` command: what it can do, and the one place where its errors end up. */
import '@/worker/project-root'
import { Command, CommanderError } from 'commander'
import { EnvironmentError } from '@/lib/config/environment'
import { ROLES } from '@/lib/core/access/access'
import { PRESET_NAMES } from '@/lib/core/experiment/presets/names'
import { DatabaseError } from '@/lib/db/database-error'
import { LabError } from '@/lib/lab/lab-error'
import { demoCommand, type DemoOptions } from './demo-command'
import { CommandError, EXIT, type ExitCode } from './exit-code'
import { inviteCommand, type InviteOptions } from './invite-command'
import { presetList } from './preset-list'
import { addStrategyCommands } from './strategy-commands'
import { labCheck, type LabCheckOptions } from './lab-check-command'
import { LAB_HELP, labDown, labStatus, labUp, type LabUpOptions } from './lab-command'
import { resumeCommand, runCommand, type ReportOptions, type RunOptions } from './run-command'
import { collect } from './strategy-params'

const EXIT_CODES =
  '\nExit codes: 0 pass, 1 fail, inconclusive or worse than the baseline, 2 bad spec or usage, 3 lab failed, 130 cancelled'
const presetNames = PRESET_NAMES.join(', ')

async function main(): Promise<ExitCode> {
  let exitCode: ExitCode = EXIT.pass
  const program = new Command('retryscope')
    .description('Runs retry strategies through real faults and shows what happened.')
    .option('--verbose', 'show the causes of errors')
    .exitOverride()
    .showHelpAfterError('(retryscope --help shows what there is)')
  program
    .command('run')
    .description('run the experiment in a YAML or JSON file, or a preset')
    .argument('[spec]', 'file with the experiment')
    .option('--preset <name>', `in place of a file: ${presetNames}`)
    .option('--json <file>', 'write the report as JSON')
    .option('--junit <file>', 'write what was shown as JUnit XML, for a CI')
    .option('--baseline <run>', 'compare with this run, by its number or id; worse = exit code 1')
    .option('--seed <n>', 'seed in place of the one in the spec')
    .option('--tag <word>', 'a word to find the run by; may be given several times', collect, [])
    .option('--version-of <text>', 'commit or version of the system under test')
    .addHelpText('after', EXIT_CODES)
    .action(async (file: string | undefined, options: RunOptions) => {
      exitCode = await runCommand(file, options)
    })
  program
    .command('resume')
    .description('take a cancelled or failed run up again: the trials that are missing, with its seed')
    .argument('<run>', 'its number or id')
    .option('--json <file>', 'write the report as JSON')
    .option('--junit <file>', 'write what was shown as JUnit XML, for a CI')
    .option('--baseline <run>', 'compare with this run, by its number or id; worse = exit code 1')
    .addHelpText('after', EXIT_CODES)
    .action(async (run: string, options: ReportOptions) => {
      exitCode = await resumeCommand(run, options)
    })
  const lab = program
    .command('lab')
    .description('a lab that stands between runs')
    .addHelpText('afterAll', LAB_HELP)
  lab
    .command('check')
    .description('look whether the external lab can be used, item by item')
    .option('--json', 'print the report as JSON')
    .action(async (options: LabCheckOptions) => {
      exitCode = await labCheck(options)
    })
  lab
    .command('up')
    .description('start it')
    .option(
      '--peer-link',
      'let members reach each other through Toxiproxy, for faults on the link between them',
    )
    .option('--namespace', 'in a network of its own, for faults on real packets (Linux, root)')
    .action(async (options: LabUpOptions) => {
      exitCode = await labUp(options)
    })
  const labActions = { status: labStatus, down: labDown }
  const labWords = { status: 'show it', down: 'end it' }
  for (const name of ['status', 'down'] as const)
    lab
      .command(name)
      .description(labWords[name])
      .action(async () => {
        exitCode = await labActions[name]()
      })
  program
    .command('demo')
    .description('queue the demo experiment')
    .option('--queue-if-first', 'only when there is no run yet')
    .option('--preset <name>', `which one: ${presetNames}`, PRESET_NAMES[0])
    .action(async (options: DemoOptions) => {
      exitCode = await demoCommand(options)
    })
  program
    .command('invite')
    .description('print a link that makes an account, once; also when nobody can sign in any more')
    .option('--role <role>', ROLES.join(', '), 'admin')
    .action(async (options: InviteOptions) => {
      exitCode = await inviteCommand(options)
    })
  program
    .command('presets')
    .description('list the presets: what each shows, its source and how long it takes')
    .action(() => {
      process.stdout.write(`${presetList()}\n`)
    })
  addStrategyCommands(program, (code) => (exitCode = code))
  await program.parseAsync()
  return exitCode
}

try {
  process.exit(await main())
} catch (error) {
  process.exit(report(error))
}

/** Says what went wrong, without a stack trace unless somebody asked for it. */
function report(error: unknown): number {
  // Commander has said it all; asking for help is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.pass : EXIT.usage
  const isForPeople =
    error instanceof CommandError ||
    error instanceof DatabaseError ||
    error instanceof LabError ||
    error instanceof EnvironmentError
  const text = error instanceof Error ? error.message : String(error)
  process.stderr.write(isForPeople ? `${text}\n` : `Retryscope has made a mistake: ${text}\n`)
  const isVerbose = process.argv.includes('--verbose') || process.env.RETRYSCOPE_DEBUG === '1'
  if (isVerbose) process.stderr.write(`${causesOf(error)}\n`)
  else if (!isForPeople) process.stderr.write('Run it again with --verbose to see where.\n')
  if (error instanceof CommandError) return error.exitCode
  return error instanceof EnvironmentError ? EXIT.usage : EXIT.lab
}

function causesOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const own = error.stack ?? error.message
  return error.cause === undefined ? own : `${own}\ncaused by ${causesOf(error.cause)}`
}
