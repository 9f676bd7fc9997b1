/** A Chromium for the browser tests: one that is there, else Debian's, else Playwright's own. */
import { existsSync } from 'node:fs'
import { isExecutable, onPath } from '../lab-programs/search-path.mjs'
import { inProject } from '../setup/paths.mjs'
import { Problem } from '../setup/problem.mjs'
import { createReporter } from '../setup/reporter.mjs'
import { runCommand } from '../setup/run-command.mjs'
import { aptCommands, isDebianAsRoot } from './debian-packages.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * Finds a browser, installing one when there is none.
 * @returns {Promise<string>} the path of its executable
 */
export async function findBrowser({
  env = process.env,
  install = installBrowser,
  own = playwrightsOwn,
} = {}) {
  if (env.CHROMIUM_PATH) {
    if (isExecutable(env.CHROMIUM_PATH)) return env.CHROMIUM_PATH
    throw new Problem({
      what: `CHROMIUM_PATH names ${env.CHROMIUM_PATH}, which is no program.`,
      todo: 'correct it, or unset it to let the tests look for a browser themselves.',
    })
  }
  const found = await installed(env, own)
  if (found) return found
  const reasons = await install()
  const fresh = await installed(env, own)
  if (fresh) return fresh
  throw new Problem({
    what: 'The browser tests need Chromium, and there is none.',
    why: reasons.join('\n     '),
    todo: 'install Chromium or Chrome (Debian: apt-get install chromium), or set CHROMIUM_PATH to one.',
  })
}

async function installed(env, own) {
  const onThePath = names.flatMap((name) => onPath(name, { env }))[0]
  return onThePath ?? (await own())
}

async function playwrightsOwn() {
  const { chromium } = await import('@playwright/test')
  const file = chromium.executablePath()
  return file && existsSync(file) ? file : null
}

async function installBrowser() {
  const reporter = createReporter()
  const reasons = []
  const attempt = async (title, commands) => {
    try {
      await reporter.step(title, async (progress) => {
        for (const command of commands) await runCommand({ ...command, onLine: progress })
      })
      return true
    } catch (error) {
      reasons.push(`${error.message} ${error.why ?? ''}`.trim())
      return false
    }
  }
  if (isDebianAsRoot()) {
    if (await attempt('Chromium from Debian', aptCommands(['chromium']))) return reasons
  }
  await attempt("Playwright's Chromium", [
    {
      name: 'playwright-chromium',
      command: process.execPath,
      args: [inProject('node_modules', '@playwright', 'test', 'cli.js'), 'install', 'chromium'],
      what: 'playwright install chromium failed.',
      todo: 'run npx playwright install chromium by hand to see why.',
    },
  ])
  return reasons
}
