/** `npm start`: sets up what is missing, starts web and worker, stops them on Ctrl-C. PORT names the port. */
import './setup/node-version.mjs'
import { checkSpace, prepareDataFolder } from './setup/data-folder.mjs'
import { dataDir } from './setup/paths.mjs'
import { createReporter, formatDuration, stepGivenUp } from './setup/reporter.mjs'
import { reportProblem, reportUncaught } from './setup/problem.mjs'
import { noteRunning } from './setup/running-products.mjs'
import { setUp } from './setup/set-up.mjs'
import { endWithNpm, exitOnSignals } from './setup/signals.mjs'
import { choosePort } from './start/choose-port.mjs'
import { listenHost, startProduct } from './start/product.mjs'

const reporter = createReporter()
const startedAt = Date.now()
let product

async function main() {
  reportUncaught(stopAndExit)
  // Whatever the way out, nothing that was started stays behind.
  process.once('exit', () => product?.kill())
  const stopExiting = exitOnSignals()
  endWithNpm()
  // Before minutes of set-up, not after them.
  prepareDataFolder(dataDir())
  const spaceWarning = checkSpace(dataDir())
  if (spaceWarning) reporter.say(spaceWarning)
  await choosePort(process.env.PORT, listenHost())
  const { labEnv } = await setUp({ reporter, whenReady: noteRunning })
  const port = await choosePort(process.env.PORT, listenHost())
  // Whatever they write is for whoever started them; what was built before is for whoever may read the project.
  process.umask(0o077)
  product = startProduct({ port, labEnv, say: reporter.say })
  stopExiting()
  const interrupted = stopOnSignals()
  try {
    const failed = product.failed()
    const begin = reporter.step('Web app and worker started', () =>
      Promise.race([product.ready(), interrupted.asked.then(() => stepGivenUp)]),
    )
    const early = await Promise.race([begin, failed])
    if (early instanceof Error) throw early
    if (!interrupted.isAsked()) {
      reporter.say(`Ready after ${formatDuration(Date.now() - startedAt)}; Ctrl-C stops it.`)
      reporter.say(`Retryscope is ready: ${product.url}`)
      const link = product.setUpLink()
      if (link) reporter.say(`Make the first administrator with this link, which works once: ${link}`)
      const error = await Promise.race([failed, interrupted.asked])
      if (error instanceof Error) throw error
    }
    reporter.say('Stopping…')
    await product.stop()
    reporter.say('Stopped.')
    return 0
  } catch (error) {
    const code = reportProblem(error)
    await product.stop()
    return code
  }
}

async function stopAndExit(code) {
  await product?.stop()
  process.exit(code)
}

function stopOnSignals() {
  let isAsked = false
  const asked = new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
      process.on(signal, () => {
        if (isAsked && signal === 'SIGINT') {
          reporter.say('Killed.')
          product.kill()
          process.exit(130)
        }
        isAsked = true
        resolve()
      })
    }
  })
  return { asked, isAsked: () => isAsked }
}

try {
  process.exit(await main())
} catch (error) {
  process.exit(reportProblem(error))
}
