/** What went wrong with the database, in words for people. The log has the cause. */

export type DatabaseProblem = 'missing' | 'no-tables' | 'full' | 'locked' | 'read-only' | 'damaged' | 'other'

/** A database operation failed: `message` says what happened, why, and what to do. */
export class DatabaseError extends Error {
  override readonly name = 'DatabaseError'

  constructor(
    readonly problem: DatabaseProblem,
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause })
  }
}

/** A worker wrote to a run that has been claimed by somebody else since. Never retry: stop working on the run. */
export class FencedOutError extends Error {
  override readonly name = 'FencedOutError'

  constructor(runId: string) {
    super(`Run ${runId} belongs to another worker now, or has ended; nothing was written.`)
  }
}

const TEXTS: Record<DatabaseProblem, (file: string) => string> = {
  missing: (file) =>
    `The database ${file} is not there or cannot be opened. Run "npm start" or "npm run setup" once, which creates it.`,
  'no-tables': (file) =>
    `The database ${file} lacks tables of this version. Run "npm start" or "npm run setup", which brings it up to date.`,
  full: (file) =>
    `The disk with the database ${file} is full, so nothing could be stored. Free some space and start the run again; what was stored before is kept.`,
  locked: (file) =>
    `Another program keeps the database ${file} locked, so nothing could be stored. Close programs that have it open for writing (a database browser, a backup) and try again.`,
  'read-only': (file) =>
    `The database ${file} cannot be written to. Give this user the right to write the file and its folder.`,
  damaged: (file) =>
    `The file ${file} is not a sound SQLite database. Put back a copy, or move it away to start with an empty one.`,
  other: (file) => `The database ${file} refused an operation. The log has the cause.`,
}

/** Turns whatever Prisma threw into a {@link DatabaseError}; errors of our own pass unchanged. */
export function toDatabaseError(error: unknown, file: string): unknown {
  if (error instanceof DatabaseError || error instanceof FencedOutError) return error
  const problem = problemOf(error)
  return problem === null ? error : new DatabaseError(problem, TEXTS[problem](file), error)
}

function problemOf(error: unknown): DatabaseProblem | null {
  const { code, text } = sqliteErrorOf(error)
  const says = (pattern: RegExp) => pattern.test(code) || pattern.test(text)
  if (says(/^SQLITE_FULL|database or disk is full|ENOSPC|SQLITE_IOERR/)) return 'full'
  if (says(/SQLITE_BUSY|SQLITE_LOCKED|database (table )?is locked|^P1008$/)) return 'locked'
  if (says(/SQLITE_CANTOPEN|unable to open database|directory does not exist/)) return 'missing'
  if (says(/no such (table|column)|has no column named|^P202[12]$/)) return 'no-tables'
  if (says(/SQLITE_READONLY|readonly database/)) return 'read-only'
  if (says(/SQLITE_CORRUPT|SQLITE_NOTADB|malformed|not a database/)) return 'damaged'
  return code !== '' ? 'other' : null
}

/** SQLite's own code and text, wherever the layers above have put them. */
export function sqliteErrorOf(error: unknown): { code: string; text: string } {
  const codes: string[] = []
  const texts: string[] = []
  const visit = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null || depth > 4) return
    const fields = value as Record<string, unknown>
    for (const name of ['originalCode', 'code'])
      if (typeof fields[name] === 'string') codes.push(fields[name])
    for (const name of ['originalMessage', 'message'])
      if (typeof fields[name] === 'string') texts.push(fields[name])
    for (const name of ['cause', 'meta', 'driverAdapterError']) visit(fields[name], depth + 1)
  }
  visit(error, 0)
  return {
    code: codes.find((code) => code.startsWith('SQLITE_')) ?? codes[0] ?? '',
    text: texts.join(' | '),
  }
}
