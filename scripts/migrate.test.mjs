import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate } from './migrate.mjs'

const parent = { name: '1_parent', checksum: 'a', sql: 'CREATE TABLE parent (id INTEGER PRIMARY KEY)' }
const child = {
  name: '2_child',
  checksum: 'b',
  sql: 'CREATE TABLE child (id INTEGER PRIMARY KEY, of INTEGER REFERENCES parent(id) ON DELETE CASCADE)',
}

let folder, file
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'migrate-test-'))
  file = path.join(folder, 'deep', 'retryscope.db')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function query(sql) {
  const db = new Database(file)
  try {
    return db.prepare(sql).all()
  } finally {
    db.close()
  }
}

function execute(sql) {
  const db = new Database(file)
  db.exec(sql)
  db.close()
}

describe('the migrator', () => {
  test.skipIf(process.platform === 'win32')('makes a database that nobody else may read', async () => {
    await migrate(file, { migrations: [parent] })
    const db = new Database(file)
    db.exec('INSERT INTO parent DEFAULT VALUES')
    const rights = [path.dirname(file), file, `${file}-wal`].map((one) => statSync(one).mode & 0o777)
    db.close()
    expect(rights).toEqual([0o700, 0o600, 0o600])
  })

  test('creates a database, applies each migration once and in order', async () => {
    expect(await migrate(file, { migrations: [parent] })).toEqual(['1_parent'])
    expect(await migrate(file, { migrations: [parent, child] })).toEqual(['2_child'])
    expect(await migrate(file, { migrations: [parent, child] })).toEqual([])
    expect(
      query('SELECT migration_name AS name, applied_steps_count AS steps FROM _prisma_migrations'),
    ).toEqual([
      { name: '1_parent', steps: 1 },
      { name: '2_child', steps: 1 },
    ])
  })

  test('leaves the database as it was when a migration fails half way', async () => {
    await migrate(file, { migrations: [parent] })
    const broken = {
      name: '2_broken',
      checksum: 'c',
      sql: 'CREATE TABLE half (x); INSERT INTO nowhere VALUES (1)',
    }
    await expect(migrate(file, { migrations: [parent, broken] })).rejects.toThrow(
      /2_broken could not be applied/,
    )
    expect(query("SELECT name FROM sqlite_master WHERE name = 'half'")).toEqual([])
    expect(await migrate(file, { migrations: [parent, child] })).toEqual(['2_child'])
  })

  test('keeps the children of a table that is rebuilt', async () => {
    await migrate(file, { migrations: [parent, child] })
    execute('INSERT INTO parent VALUES (1); INSERT INTO child VALUES (7, 1)')
    const rebuild = {
      name: '3_rebuild',
      checksum: 'd',
      sql: `CREATE TABLE new_parent (id INTEGER PRIMARY KEY, name TEXT);
            INSERT INTO new_parent (id) SELECT id FROM parent;
            DROP TABLE parent; ALTER TABLE new_parent RENAME TO parent`,
    }
    await migrate(file, { migrations: [parent, child, rebuild] })
    expect(query('SELECT id, of FROM child')).toEqual([{ id: 7, of: 1 }])
  })

  test('refuses a migration that would leave a row without its parent', async () => {
    await migrate(file, { migrations: [parent, child] })
    execute('INSERT INTO parent VALUES (1); INSERT INTO child VALUES (7, 1)')
    const orphaning = { name: '3_orphan', checksum: 'e', sql: 'DELETE FROM parent' }
    await expect(migrate(file, { migrations: [parent, child, orphaning] })).rejects.toThrow(/3_orphan/)
    expect(query('SELECT id FROM parent')).toEqual([{ id: 1 }])
  })

  test('refuses a migration that was changed afterwards', async () => {
    await migrate(file, { migrations: [parent] })
    await expect(migrate(file, { migrations: [{ ...parent, checksum: 'z' }] })).rejects.toThrow(
      /was changed after/,
    )
  })

  test('refuses a database of a newer version', async () => {
    await migrate(file, { migrations: [parent, child] })
    await expect(migrate(file, { migrations: [parent] })).rejects.toThrow(/newer Retryscope/)
  })

  test('says so when the file is no database', async () => {
    const notes = path.join(folder, 'notes.txt')
    writeFileSync(
      notes,
      'these are my notes, not a database, and they are long enough to be read as one\n'.repeat(20),
    )
    await expect(migrate(notes, { migrations: [parent] })).rejects.toThrow(/cannot be opened/)
    expect(existsSync(notes)).toBe(true)
  })

  test('lets several start at once', async () => {
    const all = await Promise.all([1, 2, 3].map(() => migrate(file, { migrations: [parent, child] })))
    expect(all.flat().sort()).toEqual(['1_parent', '2_child'])
  })
})
