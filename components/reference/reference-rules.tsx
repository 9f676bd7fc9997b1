/** What every operation has in common. */
import { queueExample } from './queue-example'
import styles from './reference.module.css'

/** @param origin where this server is reached @param withAccounts somebody has to sign in */
export function ReferenceRules({ origin, withAccounts }: { origin: string; withAccounts: boolean }) {
  return (
    <div className={styles.rules}>
      <dl>
        <dt>Who may</dt>
        <dd>
          Reading takes the role viewer, changing things editor, accounts and the audit log admin. Scripts
          send <code>Authorization: Bearer &lt;token&gt;</code>. Where nobody set up accounts, whoever is on
          this machine may do everything.
        </dd>
        <dt>Parameters</dt>
        <dd>One that is not described is refused, and so is one that is given twice: it would do nothing.</dd>
        <dt>Lists</dt>
        <dd>
          <code>page</code> and <code>limit</code> choose; the answer has <code>total</code> and{' '}
          <code>next</code>, the address of the next page, or null.
        </dd>
        <dt>Refusals</dt>
        <dd>
          RFC 9457 problem details with a <code>type</code> that never changes.
        </dd>
        <dt>Sent again</dt>
        <dd>
          Whatever makes something takes an <code>Idempotency-Key</code>: runs, comments, share links,
          invitations, tokens, webhooks. The same request with the same key within 24 hours is done once and
          answered again; where the answer told a secret, it is refused and told what was made. Another
          request with the key is refused. Changes that take no key refuse one.
        </dd>
      </dl>
      <figure className={styles.example}>
        <figcaption>To queue a run, once, whatever the network does:</figcaption>
        <pre tabIndex={0} aria-label="Example of a request">
          <code>{queueExample(origin, withAccounts)}</code>
        </pre>
      </figure>
    </div>
  )
}
