/** What every operation has in common. */
import styles from './reference.module.css'

const QUEUE = `curl -X POST http://127.0.0.1:3000/api/runs \\
  -H 'Content-Type: application/yaml' \\
  -H 'Idempotency-Key: 7d0e8c1a-nightly' \\
  --data-binary @experiment.yaml`

export function ReferenceRules() {
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
          What is created takes an <code>Idempotency-Key</code>. The same request with the same key within 24
          hours is answered again and done once; another request with it is refused.
        </dd>
      </dl>
      <figure className={styles.example}>
        <figcaption>To queue a run, once, whatever the network does:</figcaption>
        <pre tabIndex={0} aria-label="Example of a request">
          <code>{QUEUE}</code>
        </pre>
      </figure>
    </div>
  )
}
