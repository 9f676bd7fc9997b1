/** Entries of the audit log as sentences: who did what to what. */
import Link from 'next/link'
import { LocalTime } from '@/components/format/local-time'
import { auditActions } from '@/lib/core/audit/actions'
import type { AuditEntry, AuditVia } from '@/lib/core/audit/entry'
import styles from './audit.module.css'

const VIA_WORDS: Record<AuditVia, string> = {
  solo: 'on this machine, without an account',
  account: 'signed in',
  token: 'by token',
  'command-line': 'on the command line',
  worker: 'by itself',
  nobody: 'not signed in',
}

/** After these the run is not there any more. */
const LEAVES_NOTHING = ['run.deleted', 'run.expired']

export function AuditRows({ entries }: { entries: readonly AuditEntry[] }) {
  return (
    <ul className={styles.list}>
      {entries.map((entry) => (
        <li key={entry.id} className={styles.row}>
          <span className={styles.when}>
            <LocalTime iso={entry.at} />
          </span>
          <span className={styles.what}>
            <span>
              <strong>{entry.author.name}</strong> {wordsOf(entry.action)} <Subject entry={entry} />
            </span>
            <Detail entry={entry} />
          </span>
          <span className={styles.via}>
            <code>{entry.action}</code>
            <span>{VIA_WORDS[entry.via]}</span>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** An entry of a newer version may have an action that this one has no words for. */
function wordsOf(action: string): string {
  const words: Readonly<Record<string, string>> = auditActions
  return words[action] ?? action
}

function Subject({ entry: { action, subject } }: { entry: AuditEntry }) {
  if (subject.kind !== 'run' || LEAVES_NOTHING.includes(action)) return <span>{subject.name}</span>
  return (
    <Link href={`/runs/${subject.id}`} prefetch={false} className={styles.subject}>
      {subject.name}
    </Link>
  )
}

function Detail({ entry: { detail } }: { entry: AuditEntry }) {
  const facts = Object.entries(detail ?? {})
  if (facts.length === 0) return null
  return (
    <span className={styles.detail}>
      {facts.map(([name, value]) => `${name}: ${valueWords(value)}`).join('; ')}
    </span>
  )
}

function valueWords(value: NonNullable<AuditEntry['detail']>[string]): string {
  if (typeof value === 'object' && value !== null) return value.length === 0 ? 'none' : value.join(', ')
  return value === null ? 'none' : String(value)
}
