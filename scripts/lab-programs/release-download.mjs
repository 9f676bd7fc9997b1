/**
 * Fetches a lab program from its project's release page and checks it against the checksum file of the same release.
 * RETRYSCOPE_RELEASES_URL names another server (a mirror) than github.com.
 */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { placeProgram } from './place-program.mjs'

const defaultServer = 'https://github.com'

/**
 * @param {import('./catalogue.mjs').LabProgram} program
 * @param {{ binDir: string, progress: (line: string) => void, server?: string, idleMs?: number }} options
 *   idleMs: how long the server may stay silent
 * @returns {Promise<string>} the path of the program
 */
export async function downloadRelease(program, options) {
  const { binDir, progress, idleMs = 20_000 } = options
  const server = options.server ?? (process.env.RETRYSCOPE_RELEASES_URL || defaultServer)
  const { release } = program
  const folder = `${server.replace(/\/$/, '')}/${release.folder}`
  return placeProgram(program, binDir, async (file) => {
    const checksums = (await download(`${folder}/${release.checksums}`, { idleMs })).toString('utf8')
    const wanted = checksumFor(checksums, release.asset)
    if (!wanted) throw new Error(`${folder}/${release.checksums} has no line for ${release.asset}`)
    const bytes = await download(`${folder}/${release.asset}`, { idleMs, progress })
    const found = createHash('sha256').update(bytes).digest('hex')
    if (found !== wanted) {
      throw new Error(
        `the checksum of ${release.asset} is ${found} instead of ${wanted}; the download was thrown away`,
      )
    }
    if (release.inArchive) await extract(bytes, release, file)
    else writeFileSync(file, bytes)
  })
}

async function download(url, { idleMs, progress }) {
  const controller = new AbortController()
  let timer
  const restart = () => {
    clearTimeout(timer)
    timer = setTimeout(() => controller.abort(), idleMs)
  }
  restart()
  try {
    const response = await fetch(url, { signal: controller.signal })
    if (!response.ok) throw new Error(`the server answered ${response.status} to ${url}`)
    const total = Number(response.headers.get('content-length')) || null
    const chunks = []
    let size = 0
    for await (const chunk of response.body) {
      restart()
      chunks.push(chunk)
      size += chunk.length
      progress?.(
        `downloading ${path.basename(url)}: ${megabytes(size)}${total ? ` of ${megabytes(total)}` : ''}`,
      )
    }
    return Buffer.concat(chunks)
  } catch (error) {
    if (controller.signal.aborted) throw new Error(`${url} stayed silent for ${idleMs / 1000} s`)
    if (error.message.startsWith('the server answered')) throw error
    throw new Error(`${url} could not be fetched: ${error.cause?.message ?? error.message}`)
  } finally {
    clearTimeout(timer)
  }
}

function checksumFor(text, asset) {
  for (const line of text.split('\n')) {
    const [hash, name] = line.trim().split(/\s+\*?/)
    if (name === asset && /^[0-9a-f]{64}$/i.test(hash)) return hash.toLowerCase()
  }
  return null
}

// Every platform brings a tar that reads its own archives: .tar.gz on Linux, .zip on macOS and Windows (bsdtar).
async function extract(bytes, release, file) {
  const scratch = mkdtempSync(path.join(path.dirname(file), '.unpack-'))
  try {
    const archive = path.join(scratch, release.asset)
    writeFileSync(archive, bytes)
    await promisify(execFile)('tar', ['-xf', archive, '-C', scratch, release.inArchive])
    copyFileSync(path.join(scratch, release.inArchive), file)
  } catch (error) {
    throw new Error(
      `${release.asset} could not be unpacked: ${error.message.split('\n').slice(0, 3).join(' ')}`,
    )
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
