/** Hosts that webhooks may name although they are on this machine or in a private network. */
import { EnvironmentError } from './environment'

const ENTRY = /^(\[[\da-f:.]+\]|[^\s:,=/@[\]]+)(:\d{1,5})?$/i

/**
 * Reads RETRYSCOPE_WEBHOOK_HOSTS: hosts or host:port, separated by commas.
 * @returns in small letters
 * @throws EnvironmentError naming the entry that is wrong
 */
export function readWebhookHosts(variables: Record<string, string | undefined>): string[] {
  const entries = (variables.RETRYSCOPE_WEBHOOK_HOSTS ?? '')
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
  for (const entry of entries)
    if (!ENTRY.test(entry))
      throw new EnvironmentError(
        `RETRYSCOPE_WEBHOOK_HOSTS is not accepted: "${entry}" is no host. Write hosts or host:port, separated by commas: hooks.internal,10.0.0.7:8080`,
      )
  return entries
}

let own: string[] | undefined

/** This process's list. */
export function webhookHosts(): string[] {
  own ??= readWebhookHosts(process.env)
  return own
}
