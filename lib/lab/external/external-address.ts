/** Where the parts of an external lab are, by its settings. */
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { ExternalLabSettings, LabAddress } from '../lab'
import { LabError } from '../lab-error'
import { OUR_PREFIX } from '../toxiproxy/link-proxies'

export function externalAddress(settings: ExternalLabSettings): LabAddress {
  const { terms } = settings
  return {
    driver: 'external',
    toxiproxyUrl: settings.toxiproxyUrl,
    members: settings.members.map(({ name, address }, index) => ({
      name,
      directAddress: address,
      proxyName: `${OUR_PREFIX}${name}`,
      proxiedAddress: `${settings.proxyHost}:${portOf(settings, index)}`,
      adminUrl: `${terms.tls ? 'https' : 'http'}://${address}`,
    })),
    terms,
  }
}

/** The port of a member's proxy. */
export function portOf(settings: ExternalLabSettings, index: number): number {
  const port = settings.proxyPorts[index]
  if (port === undefined) throw new LabError('RETRYSCOPE_PROXY_PORTS must name one port per member.')
  return port
}

/** Folder with the lab's lock and its guard's log. The same Toxiproxy has the same one, whatever else the settings say. */
export function externalDirectory({ labsDirectory, toxiproxyUrl }: ExternalLabSettings): string {
  const fingerprint = createHash('sha256').update(toxiproxyUrl).digest('hex').slice(0, 12)
  return path.join(labsDirectory, `external-${fingerprint}`)
}
