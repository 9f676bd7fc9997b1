/** What a command of the command line needs set up before it runs. */

/** These only reckon; nobody should wait for etcd to learn what a backoff does. */
const RECKONING = ['strategies', 'schedule', 'export', 'help']

/**
 * Lab and database for what measures or stores; neither for what only reckons, and for who asks how to use it.
 * @param {readonly string[]} args as they stand after `retryscope`
 */
export function commandNeeds(args) {
  const end = args.indexOf('--')
  const options = end < 0 ? args : args.slice(0, end)
  const command = options.find((arg) => !arg.startsWith('-'))
  const asksForHelp = options.some((arg) => arg === '--help' || arg === '-h')
  const isNeeded = command !== undefined && !RECKONING.includes(command) && !asksForHelp
  return { lab: isNeeded, database: isNeeded, bundles: true, web: false }
}
