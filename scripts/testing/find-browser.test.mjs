import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findBrowser } from './find-browser.mjs'

let folder
beforeEach(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'browser-test-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(name) {
  const file = path.join(folder, name)
  writeFileSync(file, '#!/bin/sh\n')
  chmodSync(file, 0o755)
  return file
}

const none = async () => null
const mustNotInstall = () => Promise.reject(new Error('nothing was to be installed'))
const find = (options = {}) =>
  findBrowser({ env: { PATH: folder }, own: none, install: mustNotInstall, ...options })

describe('the browser', () => {
  test('is the one that CHROMIUM_PATH names', async () => {
    put('chromium')
    const file = put('my-browser')
    expect(await find({ env: { PATH: folder, CHROMIUM_PATH: file } })).toBe(file)
  })

  test('that CHROMIUM_PATH names and is none is an error', async () => {
    put('chromium')
    const missing = path.join(folder, 'missing')
    await expect(find({ env: { PATH: folder, CHROMIUM_PATH: missing } })).rejects.toThrow(
      /CHROMIUM_PATH names/,
    )
  })

  test.each(['chromium', 'chromium-browser', 'google-chrome'])('is %s on PATH', async (name) => {
    const file = put(name)
    expect(await find()).toBe(file)
  })

  test("is Playwright's own when PATH has none", async () => {
    expect(await find({ own: async () => '/somewhere/chrome' })).toBe('/somewhere/chrome')
  })

  test('is installed when there is none', async () => {
    const install = async () => {
      put('chromium')
      return []
    }
    expect(await find({ install })).toBe(path.join(folder, 'chromium'))
  })

  test('that cannot be installed is one error with the reasons', async () => {
    const attempt = find({
      install: async () => ['apt-get update failed.', 'playwright install chromium failed.'],
    })
    const text = await attempt.then(
      () => null,
      (error) => error.describe(),
    )
    expect(text).toMatch(/need Chromium/)
    expect(text).toContain('apt-get update failed.')
    expect(text).toContain('playwright install chromium failed.')
    expect(text).toContain('CHROMIUM_PATH')
  })
})
