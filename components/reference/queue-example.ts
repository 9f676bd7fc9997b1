/** A request that queues a run, to paste into a shell. */

/** @param origin where this server is reached @param withAccounts a token has to be shown */
export function queueExample(origin: string, withAccounts: boolean): string {
  return [
    `curl -X POST ${origin}/api/runs`,
    ...(withAccounts ? ['-H "Authorization: Bearer $RETRYSCOPE_TOKEN"'] : []),
    "-H 'Content-Type: application/yaml'",
    "-H 'Idempotency-Key: 7d0e8c1a-nightly'",
    '--data-binary @experiment.yaml',
  ].join(' \\\n  ')
}
