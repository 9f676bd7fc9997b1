/** What is told to nftables, as text: pure, so that tests can read it. One table per fault, taken away as a whole. */
import type { LabAddress, LabMember } from '../lab'
import { LAB_INTERFACE, LOST_MARK } from './lab-network'

/** Tables of faults begin like this. */
export const FAULT_PREFIX = 'retryscope_'
/** The table that only counts; healing leaves it. */
export const WITNESS_TABLE = 'witness'
/** The finest share that can be asked for: a thousandth of a percent. */
const DICE = 100_000

/** The ports of a lab's links. */
export interface LinkPorts {
  /** What this machine connects to around the client link: members and Toxiproxy themselves. All else is the client link. */
  around: number[]
  /** What members connect to, those of proxies and those behind them. */
  peer: number[]
  /** Of them, those that members dial: each packet between members passes one of these, and but one. */
  dialled: number[]
}

/** A table's name for a step: nftables allows no other characters. */
export function tableOf(step: string): string {
  return `${FAULT_PREFIX}${step.replaceAll(/\W/g, '_')}`
}

/** What the ports of a lab's links are read from. */
type LabLinks = Pick<LabAddress, 'members' | 'toxiproxyUrl' | 'spare'>

/** The ports of a lab's links. Proxies that lose whole attempts come and go, so the client link is known by what it is not. */
export function linkPorts({ members, toxiproxyUrl, spare }: LabLinks): LinkPorts {
  const spares = spare ? [spare] : []
  const sparePeers = spares.map(({ peerUrl }) => portOf(peerUrl))
  return {
    around: [...[...members, ...spares].map(({ directAddress }) => directAddress), toxiproxyUrl].map(portOf),
    peer: [...members.flatMap(peerPorts), ...sparePeers],
    dialled: [...members.flatMap((member) => peerPorts(member).slice(-1)), ...sparePeers],
  }
}

/**
 * Loses each packet of the links with the same probability, in either direction, each by dice of its own. Counted as
 * `<link>_seen` and `<link>_lost`.
 */
export function lossTable(
  table: string,
  { sharePercent, link }: { sharePercent: number; link: 'client' | 'peer' | 'both' },
  ports: LinkPorts,
): string {
  const sides = Math.round((sharePercent / 100) * DICE)
  // nftables refuses to compare with what cannot be thrown.
  const dice = sides === DICE ? '' : `numgen random mod ${DICE} < ${sides}`
  const lose = (name: string, how: string) =>
    `counter name ${name}_seen ${dice} counter name ${name}_lost ${how}`
  const links = link === 'both' ? (['client', 'peer'] as const) : [link]
  const incoming = {
    client: [`iifname ${LAB_INTERFACE} tcp dport != ${setOf(ports.around)} ${lose('client', 'drop')}`],
    peer: (['dport', 'sport'] as const).map(
      (end) => `iifname lo tcp ${end} ${setOf(ports.dialled)} ${lose('peer', 'drop')}`,
    ),
  }
  // Dropped here, the sender's own TCP would be told at once and not take it for lost: it is sent nowhere instead.
  const outgoing = `oifname ${LAB_INTERFACE} meta mark != ${LOST_MARK} tcp sport != ${setOf(ports.around)} ${lose('client', `meta mark set ${LOST_MARK}`)}`
  return tableText(table, [
    ...links.flatMap((name) => [`counter ${name}_seen { }`, `counter ${name}_lost { }`]),
    chain(
      'incoming',
      'type filter hook input priority 0',
      links.flatMap((name) => incoming[name]),
    ),
    ...(links.includes('client') ? [chain('outgoing', 'type route hook output priority 0', [outgoing])] : []),
  ])
}

/**
 * Loses everything that a member tells its peers, and they it. Its connections to others have ports of no order: they are
 * learnt from the first packet it sends on each.
 */
export function cutTable(table: string, member: LabMember, uid: number, { peer }: LinkPorts): string {
  const own = setOf(peerPorts(member))
  const input = (match: string, counter: string) => `iifname lo ${match} counter name ${counter} drop`
  return tableText(table, [
    'counter sent_lost { }',
    'counter received_lost { }',
    'set dialled { type inet_service . inet_service; flags dynamic; size 65535; }',
    chain('learn', 'type filter hook output priority 0', [
      `meta skuid ${uid} tcp dport ${setOf(peer)} update @dialled { tcp sport . tcp dport }`,
    ]),
    chain('incoming', 'type filter hook input priority 0', [
      input(`tcp sport ${own}`, 'sent_lost'),
      input('tcp sport . tcp dport @dialled', 'sent_lost'),
      input(`tcp dport ${own}`, 'received_lost'),
      input('tcp dport . tcp sport @dialled', 'received_lost'),
    ]),
  ])
}

/**
 * Counts the packets of the links before and after everything that may drop them, as `<link>_sent` and `<link>_arrived`. It
 * knows nothing of faults: what it has counted holds against them.
 */
export function witnessTable(ports: LinkPorts): string {
  const client = { in: `tcp dport != ${setOf(ports.around)}`, out: `tcp sport != ${setOf(ports.around)}` }
  const counts = (when: 'sent' | 'arrived') => ({
    incoming: [
      `iifname ${LAB_INTERFACE} ${client.in} counter name client_${when}`,
      ...(['dport', 'sport'] as const).map(
        (end) => `iifname lo tcp ${end} ${setOf(ports.dialled)} counter name peer_${when}`,
      ),
    ],
    outgoing: [`oifname ${LAB_INTERFACE} ${client.out} counter name client_${when}`],
  })
  const [before, after] = [counts('sent'), counts('arrived')]
  return tableText(WITNESS_TABLE, [
    ...['client', 'peer'].flatMap((link) => [`counter ${link}_sent { }`, `counter ${link}_arrived { }`]),
    chain('before_incoming', 'type filter hook input priority -100', before.incoming),
    chain('after_incoming', 'type filter hook input priority 100', after.incoming),
    chain('before_outgoing', 'type filter hook output priority -100', before.outgoing),
    chain('after_outgoing', 'type filter hook postrouting priority 0', after.outgoing),
  ])
}

/** The peer ports of a member, the one that others dial last. */
function peerPorts({ peerAddress, peerProxiedAddress }: LabMember): number[] {
  return [peerAddress, peerProxiedAddress].filter((address) => typeof address === 'string').map(portOf)
}

function portOf(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1))
}

function setOf(ports: readonly number[]): string {
  return `{ ${ports.join(', ')} }`
}

function chain(name: string, hook: string, rules: readonly string[]): string {
  return [
    `chain ${name} {`,
    `    ${hook}; policy accept;`,
    ...rules.map((rule) => `    ${rule}`),
    '  }',
  ].join('\n')
}

/** Created, not added to: a table of that name that is there already is another fault's. */
function tableText(table: string, parts: readonly string[]): string {
  return [
    `create table inet ${table}`,
    `table inet ${table} {`,
    ...parts.map((part) => `  ${part}`),
    '}',
    '',
  ].join('\n')
}
