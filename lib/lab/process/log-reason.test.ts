import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { explainEnd } from './explain-end'
import { logFile } from './lab-file'
import { reasonsIn, tellsOfFullDisk } from './log-reason'
import { lastLines } from './log-tail'

const folder = mkdtempSync(path.join(tmpdir(), 'retryscope-log-'))
const log = logFile(folder, 'etcd-m2')
mkdirSync(path.dirname(log))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const WARNING =
  '{"level":"warn","ts":"2026-11-23T13:21:54.298Z","caller":"embed/config.go:956","msg":"Running http and grpc server on single port. This is not recommended for production."}'
const ERROR =
  '{"level":"error","ts":"2026-11-23T13:22:11.329Z","caller":"version/monitor.go:120","msg":"failed to update storage version","error":"missing term information","stacktrace":"go.etcd.io/etcd/server/v3/etcdserver/version.(*Monitor).UpdateStorageVersionIfNeeded"}'
const FRAMES = `
goroutine 1 [running]:
go.uber.org/zap/zapcore.CheckWriteAction.OnWrite(0x1?, 0x1174106?, {0x0?, 0x0?, 0x32d521c3a340?})
	go.uber.org/zap@v1.27.1/zapcore/entry.go:196 +0x54
go.uber.org/zap.(*Logger).Panic(0x32d521c76c80?, {0x1174106?, 0x40?}, {0x32d521ce4bc0, 0x1, 0x1})
	go.uber.org/zap@v1.27.1/logger.go:285 +0x4b
go.etcd.io/etcd/server/v3/etcdserver.bootstrapNewWAL({{0x7ffcfde44820, 0x2}, {{{0x1be3780, 0x0, 0x0}, 0x12a05f200, 0x0, ...}, ...}, ...}, ...)
	go.etcd.io/etcd/server/v3@v3.7.3/etcdserver/bootstrap.go:679 +0x24a
go.etcd.io/etcd/server/v3/etcdserver.bootstrapStorage(...)
	go.etcd.io/etcd/server/v3@v3.7.3/etcdserver/bootstrap.go:201
created by go.etcd.io/etcd/server/v3/etcdserver.(*EtcdServer).GoAttach in goroutine 118
	go.etcd.io/etcd/server/v3@v3.7.3/etcdserver/server.go:2426 +0x105
main.main()
	go.etcd.io/etcd/server/v3@v3.7.3/main.go:31 +0x28
`
const DISK_FULL = `${WARNING}
{"level":"panic","ts":"2026-11-23T13:21:54.333Z","caller":"etcdserver/bootstrap.go:679","msg":"failed to create WAL","error":"no space left on device","stacktrace":"go.etcd.io/etcd/server/v3/etcdserver.bootstrapNewWAL\\n\\tgo.etcd.io/etcd/server/v3@v3.7.3/etcdserver/bootstrap.go:679"}
panic: failed to create WAL
${FRAMES}`

test('a full disk is what people read, and what to do about it', () => {
  writeFileSync(log, DISK_FULL)
  expect(explainEnd('etcd-m2 ended by itself (exit code 2)', 'etcd-m2', folder)).toBe(
    `etcd-m2 ended by itself (exit code 2): the disk that holds ${path.dirname(folder)} is full. ` +
      'Free some space there, or let RETRYSCOPE_DATA_DIR name a folder on another disk, and start the run again.\n' +
      '  etcd-m2: failed to create WAL: no space left on device',
  )
})

test('a log without a word about the end is named', () => {
  writeFileSync(log, WARNING)
  expect(explainEnd('etcd-m2 ended by itself (signal SIGKILL)', 'etcd-m2', folder)).toBe(
    `etcd-m2 ended by itself (signal SIGKILL). Its log says nothing about it (${log}).`,
  )
})

describe('the reason in a log', () => {
  test.each([
    [
      'message and error of the last fatal entry',
      `${ERROR}\n${fatal('discovery failed')}\n`,
      ['discovery failed: boom'],
    ],
    [
      'a Go panic without its frames',
      `${WARNING}\npanic: runtime error: index out of range [3]\n${FRAMES}`,
      ['runtime error: index out of range [3]'],
    ],
    [
      'a fatal error of the Go runtime',
      `${ERROR}\nfatal error: out of memory\nrax    0x0\n${FRAMES}`,
      ['out of memory'],
    ],
    [
      'the error of Toxiproxy',
      '{"level":"error","error":"listen tcp 127.0.0.1:21999: bind: address already in use","caller":"server.go:97","message":"Server finished with error"}\n{"level":"info","message":"Shutdown started"}',
      [
        'The last error in its log: Server finished with error: listen tcp 127.0.0.1:21999: bind: address already in use',
      ],
    ],
    [
      'plain text as it is, the last lines',
      'one\ntwo\nnode: bad option: --name\nthree\n',
      ['two', 'node: bad option: --name', 'three'],
    ],
    [
      'the message of a Node error',
      'Error: ENOSPC: no space left on device, write\n    at writeFileSync (node:fs:2426:20)\n    at ProgramGroup.start (file:///x/watchdog.mjs:1:2)\n\nNode.js v20.20.2\n',
      ['Error: ENOSPC: no space left on device, write'],
    ],
    ['nothing from frames whose reason was cut off', FRAMES, []],
    ['nothing from half an entry', '{"level":"fatal","msg":"failed to', []],
    ['nothing from warnings', `${WARNING}\n{"level":"info","msg":"ready"}\n{"level":7}`, []],
  ])('%s', (_, text, expected) => {
    writeFileSync(log, text)
    expect(reasonsIn(lastLines(log))).toEqual(expected)
  })

  test('is shortened when it is long', () => {
    const [reason = ''] = reasonsIn([fatal('x'.repeat(1_000))])
    expect(reason).toBe(`${'x'.repeat(400)}…`)
  })

  test('of a program without a log is none', () => {
    expect(lastLines(path.join(folder, 'none'))).toEqual([])
  })

  test('is found before a trace of many goroutines, and the tail begins with a whole line', () => {
    writeFileSync(log, `${'y'.repeat(300_000)}\n${DISK_FULL}${FRAMES.repeat(100)}`)
    const lines = lastLines(log)
    expect(lines[0]).toBe(WARNING)
    expect(reasonsIn(lines)).toEqual(['failed to create WAL: no space left on device'])
  })
})

test.each([
  [
    true,
    '{"level":"warn","msg":"failed to preallocate an initial WAL file","error":"no space left on device"}',
  ],
  [true, 'Error: ENOSPC: no space left on device, write'],
  [true, '{"level":"fatal","error":"write /x/db: disk quota exceeded"}'],
  [false, fatal('discovery failed')],
])('a full disk is recognised: %s in %s', (expected, line) => {
  expect(tellsOfFullDisk([WARNING, line])).toBe(expected)
})

function fatal(message: string): string {
  return JSON.stringify({
    level: 'fatal',
    ts: 'now',
    caller: 'etcdmain/etcd.go:157',
    msg: message,
    ...(message.startsWith('x') ? {} : { error: 'boom' }),
    stacktrace: 'main.main\n\tgo.etcd.io/main.go:31',
  })
}
