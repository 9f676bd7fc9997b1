import { describe, expect, it } from 'vitest'
import { proposalsIn } from './proposals'

const page = (
  pending: string,
) => `# HELP etcd_server_has_leader Whether or not a leader exists. 1 is existence, 0 is not.
# TYPE etcd_server_has_leader gauge
etcd_server_has_leader 1
# TYPE etcd_server_proposals_failed_total counter
etcd_server_proposals_failed_total 3
# TYPE etcd_server_proposals_pending gauge
${pending}
`

describe('what a member says of its proposals', () => {
  it('is read from its metrics page', () => {
    expect(proposalsIn(page('etcd_server_proposals_pending 12'))).toEqual({
      pending: 12,
      failed: 3,
      hasLeader: true,
    })
    expect(proposalsIn(page('etcd_server_proposals_pending 1e+06'))?.pending).toBe(1_000_000)
  })
  it('is unknown where the page does not tell it', () => {
    expect(proposalsIn(page('etcd_server_proposals_pending_else 12'))).toBeNull()
    expect(proposalsIn('')).toBeNull()
  })
})
