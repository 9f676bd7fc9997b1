/** Claims side by side with arithmetic and what was measured; a list on a phone. */
import type { StrategyLook } from '@/components/theme/strategy-looks'
import { Badge } from '@/components/ui/state-badge'
import { StrategyName } from '@/components/ui/strategy-name'
import { CLAIM_LOOKS } from '@/lib/core/published/claim-words'
import type { JudgedClaim } from '@/lib/core/published/judge'
import published from './published.module.css'
import styles from '../run.module.css'
import ui from '@/components/ui/ui.module.css'

export function ClaimsTable({
  claims,
  looks,
}: {
  claims: readonly JudgedClaim[]
  looks: readonly StrategyLook[]
}) {
  return (
    <div
      className={ui.tableScroll}
      tabIndex={0}
      role="region"
      aria-label="Table of what is published and measured"
    >
      <table className={`${ui.table} ${styles.asList}`}>
        <thead>
          <tr>
            <th scope="col">Claim</th>
            <th scope="col">Published</th>
            <th scope="col">Arithmetic</th>
            <th scope="col">Measured</th>
            <th scope="col">Here</th>
          </tr>
        </thead>
        <tbody>
          {claims.map(
            ({ metric, place, published: words, arithmetic, measured, verdict, ...claim }, index) => {
              const { tone, sign, words: verdictWords } = CLAIM_LOOKS[verdict]
              return (
                <tr key={index}>
                  <th scope="row">
                    <span className={published.claim}>
                      <Subject {...claim} looks={looks} />
                      <span className={styles.soft}>{[metric, place ?? []].flat().join(' · ')}</span>
                    </span>
                  </th>
                  <td data-label="Published">{words}</td>
                  <td data-label="Arithmetic" title={arithmetic?.because}>
                    {arithmetic?.figure ?? '–'}
                  </td>
                  <td data-label="Measured" className={published.measured}>
                    {measured ?? '–'}
                  </td>
                  <td data-label="Here">
                    <Badge tone={tone} sign={sign}>
                      {verdictWords}
                    </Badge>
                  </td>
                </tr>
              )
            },
          )}
        </tbody>
      </table>
    </div>
  )
}

function Subject({
  strategy,
  arm,
  looks,
}: Pick<JudgedClaim, 'strategy' | 'arm'> & { looks: readonly StrategyLook[] }) {
  const look = arm === null ? undefined : looks[arm]
  return look ? <StrategyName look={look} /> : <span>{strategy ?? 'The run'}</span>
}
