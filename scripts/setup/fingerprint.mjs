/** Content hashes that tell whether something has to be built again. Contents, not times: a checkout changes all times. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './paths.mjs'

const skipped = /(^|\/)(node_modules|\.next|dist|generated)$|\.(test|spec)\.[a-z]+$|(^|\/)\.DS_Store$/

/**
 * One hash over files and folders (tests and generated folders apart), given relative to the project.
 * A path that does not exist counts as such, so that its arrival changes the hash.
 */
export function fingerprint(paths, { root = projectRoot, salt = '' } = {}) {
  const hash = createHash('sha256').update(salt)
  for (const relative of paths) addTo(hash, root, relative)
  return hash.digest('hex')
}

function addTo(hash, root, relative) {
  const full = path.join(root, relative)
  if (skipped.test(relative)) return
  if (!existsSync(full)) {
    hash.update(`missing ${relative}\n`)
  } else if (statSync(full).isDirectory()) {
    for (const name of readdirSync(full).sort()) addTo(hash, root, `${relative}/${name}`)
  } else {
    const content = readFileSync(full)
    hash.update(`file ${relative} ${content.length}\n`).update(content)
  }
}

/** The hash that was stored by writeStamp, or null. */
export function readStamp(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : null
}

/** Stores a hash once the work that it stands for is complete. */
export function writeStamp(file, value) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${value}\n`)
}
