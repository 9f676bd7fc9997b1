/**
 * Whether this machine lets us lose real packets: tried out with everything that a lab's own network needs, and taken away
 * again. Known only by trying: kernels, containers and distributions differ in what they leave out.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { LabMember } from '../lab'
import { describeError } from '../etcd/classify-reply'
import { identify, ownIdentity } from '../process/process-identity'
import { asUser, inNewNamespace, planNamespace, removeLink, setUpNetwork } from './lab-network'
import { PacketRules } from './packet-rules'
import { cutTable, linkPorts, lossTable } from './rule-text'
import { findTool, runToolIn, TOOL_PACKAGES, type SystemTool } from './system-tool'

/** A reason may go away: somebody installs what is missing. */
const REASON_HOLDS_MS = 60_000
const READY_TIMEOUT_MS = 5_000

let known: { answer: Promise<true | string>; askedMs: number } | undefined

/** True, or why it is not possible here and what would help: one sentence for people. Tried once, and again after a while. */
export async function probeNamespace(): Promise<true | string> {
  const nowMs = performance.now()
  known ??= { answer: probe(), askedMs: nowMs }
  const answer = await known.answer
  if (answer === true || nowMs - known.askedMs < REASON_HOLDS_MS) return answer
  known = { answer: probe(), askedMs: nowMs }
  return known.answer
}

async function probe(): Promise<true | string> {
  return reasonAgainst() ?? (await tryOut())
}

/** What can be seen without trying. */
function reasonAgainst(): string | null {
  if (process.platform !== 'linux')
    return 'Real packets can be dropped on Linux only, in a network namespace; this machine runs another system.'
  if (process.getuid?.() !== 0)
    return 'Real packets can be dropped by root only, in a network namespace of the lab’s own; start Retryscope as root.'
  const missing = (Object.keys(TOOL_PACKAGES) as SystemTool[]).filter((tool) => findTool(tool) === null)
  if (missing.length === 0) return null
  const packages = [...new Set(missing.map((tool) => TOOL_PACKAGES[tool]))]
  return `Real packets are dropped with ${missing.join(', ')}, which this machine has not; install ${packages.join(' and ')}.`
}

async function tryOut(): Promise<true | string> {
  try {
    await dryRun()
    return true
  } catch (error) {
    return `Real packets cannot be dropped here, as a network namespace of the lab’s own does not work: ${describeError(error)}`
  }
}

/** Makes all that a lab would, around a process that merely waits. */
async function dryRun(): Promise<void> {
  const waiting = spawn(...inNewNamespace('sh', ['-c', 'echo there; cat']), {
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const words: string[] = []
  waiting.stderr.on('data', (chunk: Buffer) => words.push(chunk.toString()))
  const ended = once(waiting, 'close')
  // An unshare that is refused has ended before anything is asked of it.
  const refused = ended.then(() =>
    Promise.reject(new Error(words.join('').trim() || 'unshare ended at once')),
  )
  refused.catch(() => undefined)
  try {
    const signal = AbortSignal.timeout(READY_TIMEOUT_MS)
    await Promise.race([once(waiting.stdout, 'data', { signal }), refused])
    const inside = waiting.pid === undefined ? null : identify(waiting.pid)
    if (!inside) throw new Error('the process that was to hold it has ended')
    const namespace = await planNamespace(inside, [EXAMPLE.name])
    try {
      await setUpNetwork(namespace, ownIdentity())
      const uid = namespace.uids[EXAMPLE.name] ?? 0
      const rules = new PacketRules(namespace)
      const ports = linkPorts({ members: [EXAMPLE], toxiproxyUrl: 'http://127.0.0.1:4' })
      await rules.install(lossTable('retryscope_loss', { sharePercent: 50, link: 'both' }, ports))
      await rules.install(cutTable('retryscope_cut', EXAMPLE, uid, ports))
      await rules.clear()
      const [, args] = asUser(uid, 'true', [])
      await runToolIn(inside, 'setpriv', args)
    } finally {
      await removeLink(namespace.hostInterface)
    }
  } finally {
    waiting.kill('SIGKILL')
    await ended
  }
}

/** A member that is nowhere: rules are made of its ports only. */
const EXAMPLE: LabMember = {
  name: 'm1',
  directAddress: '127.0.0.1:1',
  proxyName: 'retryscope-m1',
  proxiedAddress: '127.0.0.1:2',
  peerAddress: '127.0.0.1:3',
  peerProxyName: null,
  peerProxiedAddress: null,
  adminUrl: 'http://127.0.0.1:1',
}
