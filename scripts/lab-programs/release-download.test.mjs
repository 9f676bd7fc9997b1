import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { labPrograms } from './catalogue.mjs'
import { downloadRelease } from './release-download.mjs'
import { obtain } from './find.mjs'
import { versionOf } from './program-version.mjs'

const goMod = 'require (\n\tgithub.com/Shopify/toxiproxy/v2 v2.12.0\n\tgo.etcd.io/etcd/server/v3 v3.7.3\n)\n'
const [etcd, toxiproxy] = labPrograms({ platform: 'linux', arch: 'x64', goMod })

// A program small enough to serve from a test, which answers as the real one does.
const fakeToxiproxy = '#!/bin/sh\necho "toxiproxy-server version 2.12.0"\n'
const fakeEtcd = '#!/bin/sh\necho "etcd Version: 3.7.3"\n'

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

describe('a release download', () => {
  let folder, binDir, server, base, answers

  beforeEach(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'release-test-'))
    binDir = path.join(folder, 'bin')
    answers = new Map()
    server = createServer((request, response) => {
      const answer = answers.get(request.url)
      if (answer === undefined) response.writeHead(404).end('Not found')
      else if (typeof answer === 'function') answer(response)
      else response.end(answer)
    })
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${server.address().port}`
  })

  afterEach(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
    rmSync(folder, { recursive: true, force: true })
  })

  const download = (program, options = {}) =>
    downloadRelease(program, { binDir, server: base, progress: () => undefined, ...options })

  function serve(program, content, checksum = sha256(content)) {
    const { folder: release, asset, checksums } = program.release
    answers.set(`/${release}/${asset}`, content)
    answers.set(`/${release}/${checksums}`, `${'0'.repeat(64)}  something-else\n${checksum}  ${asset}\n`)
  }

  function archiveWith(content, name) {
    const file = path.join(folder, 'tree', name)
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, content)
    return execFileSync('tar', ['-czf', '-', '-C', path.join(folder, 'tree'), name])
  }

  test('with the right checksum is installed and runs', async () => {
    serve(toxiproxy, fakeToxiproxy)
    const file = await download(toxiproxy)
    expect(readFileSync(file, 'utf8')).toBe(fakeToxiproxy)
    expect(await versionOf(toxiproxy, file)).toBe('2.12.0')
    expect(readdirSync(binDir)).toEqual(['toxiproxy-server'])
  })

  test('is taken out of its archive', async () => {
    serve(etcd, archiveWith(fakeEtcd, etcd.release.inArchive))
    const file = await download(etcd)
    expect(await versionOf(etcd, file)).toBe('3.7.3')
    expect(readdirSync(binDir)).toEqual(['etcd'])
  })

  test('whose archive lacks the program is refused', async () => {
    serve(etcd, archiveWith(fakeEtcd, 'etcd-other/etcd'))
    await expect(download(etcd)).rejects.toThrow(/could not be unpacked/)
    expect(readdirSync(binDir)).toEqual([])
  })

  test('with another checksum is thrown away', async () => {
    serve(toxiproxy, fakeToxiproxy, 'a'.repeat(64))
    await expect(download(toxiproxy)).rejects.toThrow(
      /checksum of toxiproxy-server-linux-amd64 is .* instead of aaaa/,
    )
    expect(readdirSync(binDir)).toEqual([])
  })

  test('that the checksum file does not name is refused', async () => {
    serve(toxiproxy, fakeToxiproxy)
    answers.set(`/${toxiproxy.release.folder}/${toxiproxy.release.checksums}`, 'nothing here\n')
    await expect(download(toxiproxy)).rejects.toThrow(/has no line for toxiproxy-server-linux-amd64/)
    expect(readdirSync(binDir)).toEqual([])
  })

  test('that does not exist says which address answered 404', async () => {
    await expect(download(toxiproxy)).rejects.toThrow(/answered 404 to http.*checksums\.txt/)
    expect(readdirSync(binDir)).toEqual([])
  })

  test('that breaks off leaves nothing', async () => {
    serve(toxiproxy, fakeToxiproxy)
    answers.set(`/${toxiproxy.release.folder}/${toxiproxy.release.asset}`, (response) => {
      response.writeHead(200, { 'content-length': '100000' })
      response.write(fakeToxiproxy)
      setTimeout(() => response.destroy(), 20)
    })
    await expect(download(toxiproxy)).rejects.toThrow(/could not be fetched/)
    expect(readdirSync(binDir)).toEqual([])
  })

  test('that ends too early without saying how long it is fails by its checksum', async () => {
    serve(toxiproxy, fakeToxiproxy)
    answers.set(`/${toxiproxy.release.folder}/${toxiproxy.release.asset}`, fakeToxiproxy.slice(0, 10))
    await expect(download(toxiproxy)).rejects.toThrow(/checksum/)
    expect(readdirSync(binDir)).toEqual([])
  })

  test('from a server that falls silent times out', async () => {
    serve(toxiproxy, fakeToxiproxy)
    answers.set(`/${toxiproxy.release.folder}/${toxiproxy.release.asset}`, (response) => {
      response.writeHead(200, { 'content-length': '100000' })
      response.write('#!')
    })
    await expect(download(toxiproxy, { idleMs: 150 })).rejects.toThrow(/stayed silent for 0.15 s/)
    expect(readdirSync(binDir)).toEqual([])
  })

  test('of a program that tells another version is refused', async () => {
    serve(toxiproxy, fakeToxiproxy.replace('2.12.0', '2.9.0'))
    await expect(download(toxiproxy)).rejects.toThrow(/says that it is 2.9.0, not 2.12.0/)
    expect(readdirSync(binDir)).toEqual([])
  })

  test('is what remains without PATH, cache and Go', async () => {
    serve(toxiproxy, fakeToxiproxy)
    const file = await obtain(toxiproxy, { env: { PATH: folder }, binDir, server: base, goFolders: [] })
    expect(file).toBe(path.join(binDir, 'toxiproxy-server'))
  })

  test('that fails as well ends in one error with every way out', async () => {
    const attempt = obtain(toxiproxy, { env: { PATH: folder }, binDir, server: base, goFolders: [] })
    const problem = await attempt.then(
      () => null,
      (error) => error.describe(),
    )
    expect(problem).toMatch(/toxiproxy-server 2\.12\.0 is needed for the lab/)
    expect(problem).toMatch(/no go command on PATH/)
    expect(problem).toMatch(/answered 404/)
    for (const way of [
      'on your PATH',
      'copy it to',
      'install Go',
      'RETRYSCOPE_RELEASES_URL',
      'docker compose',
    ]) {
      expect(problem).toContain(way)
    }
  })
})
