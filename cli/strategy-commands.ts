/** The commands about strategies, which need neither lab nor database. */
import { Argument, type Command } from 'commander'
import { TAKE_HOME_TARGETS } from '@/lib/core/strategy/take-home/take-home'
import type { ExitCode } from './exit-code'
import { exportCommand, type ExportOptions } from './export-command'
import { scheduleCommand, strategiesCommand, type ScheduleOptions } from './schedule-command'
import { collect } from './strategy-params'

const STRATEGY = new Argument('<strategy>', 'name of the strategy, see "retryscope strategies"')
const PARAM = ['--param <name=value>', 'a parameter; may be given several times', collect, []] as const

/** Adds them; each tells its exit code through `end`. */
export function addStrategyCommands(program: Command, end: (code: ExitCode) => void): void {
  program
    .command('strategies')
    .description('list the strategies')
    .action(() => end(strategiesCommand()))
  program
    .command('schedule')
    .description('print the delays of a strategy, and one sequence as drawn')
    .addArgument(STRATEGY)
    .option(...PARAM)
    .option('--attempts <n>', 'how many attempts at most, the first included', '10')
    .option('--seed <n>', 'seed of the drawn sequence', '1')
    .option('--json', 'print JSON')
    .action(async (name: string, options: ScheduleOptions) => end(await scheduleCommand(name, options)))
  program
    .command('export')
    .description('print a strategy as settings or code for another tool')
    .addArgument(STRATEGY)
    .requiredOption('--to <target>', `one of ${Object.keys(TAKE_HOME_TARGETS).join(', ')}`)
    .option(...PARAM)
    .option('--json', 'print JSON')
    .action(async (name: string, options: ExportOptions) => end(await exportCommand(name, options)))
}
