/**
 * The network of a namespace that a lab's programs run in: a loopback for what they tell each other, and a link to this
 * machine for what the engine tells them. Nothing of it has a name outside: with the last process it is gone.
 */
import { randomBytes } from 'node:crypto'
import type { LabNamespace } from '../lab'
import { LabError } from '../lab-error'
import { isRunning, type ProcessIdentity } from '../process/process-identity'
import { findFreeSubnet, SUBNET_PREFIX } from './free-subnet'
import { runTool, runToolIn, toolFile } from './system-tool'

/** The lab's end of the link. */
export const LAB_INTERFACE = 'lab0'
/** Packets with this mark are to be lost on their way out. */
export const LOST_MARK = 0x7273
/** Routes into nowhere. */
const NOWHERE_TABLE = 7273
/** As on an Ethernet; the loopback's own would let whole answers pass as one packet. */
const MTU = 1500
/** Of users that Debian and systemd give to nobody for long, and that containers with 65,536 users have, too. */
const FIRST_UID = 64_901

/**
 * A plan; nothing is made yet.
 * @param process will live in the namespace
 * @param members each gets a user of its own, by which its packets are told from the others'
 */
export async function planNamespace(
  process: ProcessIdentity,
  members: readonly string[],
): Promise<LabNamespace> {
  const { host, lab } = await findFreeSubnet()
  return {
    process,
    // 15 characters are the most an interface's name can have.
    hostInterface: `rscope-${randomBytes(4).toString('hex')}`,
    hostAddress: host,
    address: lab,
    uids: Object.fromEntries(members.map((name, index) => [name, FIRST_UID + index])),
  }
}

/** Puts a program into a namespace of its own: what it starts is in it as well. */
export function inNewNamespace(command: string, args: readonly string[]): [string, string[]] {
  return [toolFile('unshare'), ['--net', '--', command, ...args]]
}

/**
 * The same program as another user. It may still read and write all files, as a lab can lie below a folder that is closed to
 * everybody but root; what it creates is its own.
 */
export function asUser(uid: number, command: string, args: readonly string[]): [string, string[]] {
  const user = [`--reuid=${uid}`, `--regid=${uid}`, '--clear-groups']
  return [
    toolFile('setpriv'),
    [...user, '--inh-caps=+dac_override', '--ambient-caps=+dac_override', '--', command, ...args],
  ]
}

/**
 * Sets the network up, both ends of the link.
 * @param outside a process of this machine's own network
 * @throws LabError when a step of it fails; then the end of the namespace's last process removes the rest
 */
export async function setUpNetwork(namespace: LabNamespace, outside: ProcessIdentity): Promise<void> {
  const { process: inside, hostInterface, hostAddress, address } = namespace
  if (!isRunning(outside)) throw new LabError('The lab is of no use any more: its owner is gone.')
  await batch(inside, [
    `link set dev lo mtu ${MTU} gso_max_segs 1 up`,
    `link add name ${LAB_INTERFACE} type veth peer name ${hostInterface} netns ${outside.pid}`,
    `address add ${address}/${SUBNET_PREFIX} dev ${LAB_INTERFACE}`,
    `link set dev ${LAB_INTERFACE} mtu ${MTU} gso_max_segs 1 up`,
    // A packet for this machine that comes in on the loopback is for nobody here, and is dropped without a word.
    `rule add fwmark ${LOST_MARK} lookup ${NOWHERE_TABLE}`,
    `route add default dev lo table ${NOWHERE_TABLE}`,
  ])
  await batch(outside, [
    `address add ${hostAddress}/${SUBNET_PREFIX} dev ${hostInterface}`,
    `link set dev ${hostInterface} mtu ${MTU} gso_max_segs 1 up`,
  ])
}

/**
 * Takes the link into a namespace away: one end, in the network of this process, and with it the other one. The kernel does
 * so itself with the namespace, but connections that could not be closed in order may keep that for minutes after its last
 * process. None of that name is no error.
 */
export async function removeLink(interfaceName: string): Promise<void> {
  try {
    await runTool('ip', ['link', 'delete', 'dev', interfaceName])
  } catch (error) {
    if (!/Cannot find device/.test(String(error))) throw error
  }
}

function batch(where: ProcessIdentity, lines: readonly string[]): Promise<string> {
  return runToolIn(where, 'ip', ['-batch', '-'], `${lines.join('\n')}\n`)
}
