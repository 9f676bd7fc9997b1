import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { EnvironmentError } from './environment'
import { readExternalLab } from './external-lab-config'

const folder = mkdtempSync(path.join(tmpdir(), 'retryscope-terms-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
for (const [name, text] of Object.entries({
  'ca.pem': 'CA',
  'cert.pem': 'CERT',
  'key.pem': 'PRIVATE',
  user: 'tester\n',
  password: 'hunter2\n',
}))
  writeFileSync(path.join(folder, name), text)

const read = (variables: Record<string, string>) =>
  readExternalLab(
    {
      RETRYSCOPE_TOXIPROXY_URL: 'http://toxiproxy:8474',
      RETRYSCOPE_ETCD_MEMBERS: 'm1=etcd1:2379',
      ...variables,
    },
    folder,
  )

describe('the terms of an external cluster', () => {
  test('name certificates, user and password by where they lie, and hold no secret', () => {
    const given = {
      RETRYSCOPE_ETCD_CA_FILE: 'ca.pem',
      RETRYSCOPE_ETCD_CERT_FILE: path.join(folder, 'cert.pem'),
      RETRYSCOPE_ETCD_KEY_FILE: 'key.pem',
      RETRYSCOPE_ETCD_SERVER_NAME: 'etcd.internal',
      RETRYSCOPE_ETCD_USER_FILE: 'user',
    }
    const byFile = read({ ...given, RETRYSCOPE_ETCD_PASSWORD_FILE: 'password' })
    expect(byFile.terms.tls).toEqual({
      caFile: path.join(folder, 'ca.pem'),
      certFile: path.join(folder, 'cert.pem'),
      keyFile: path.join(folder, 'key.pem'),
      serverName: 'etcd.internal',
    })
    expect(byFile.terms.user).toEqual({ name: 'tester', password: { file: path.join(folder, 'password') } })
    const byVariable = read({ ...given, RETRYSCOPE_ETCD_PASSWORD: 'hunter2' })
    expect(byVariable.terms.user?.password).toEqual({ variable: 'RETRYSCOPE_ETCD_PASSWORD' })
    expect(JSON.stringify([byFile, byVariable])).not.toMatch(/hunter2|PRIVATE/)
  })

  test('take TLS without files for a cluster that the system trusts', () => {
    expect(read({ RETRYSCOPE_ETCD_TLS: '1' }).terms.tls).toEqual({
      caFile: null,
      certFile: null,
      keyFile: null,
      serverName: null,
    })
    expect(read({ RETRYSCOPE_ETCD_TLS: '0' }).terms.tls).toBeNull()
  })

  test('take a prefix, what is allowed by name, and limits', () => {
    const { terms, limits } = read({
      RETRYSCOPE_ETCD_KEY_PREFIX: 'team-a/retries',
      RETRYSCOPE_ALLOW: 'compact, leader-transfer',
      RETRYSCOPE_ABORT_MEMBERS_DOWN: '1',
      RETRYSCOPE_ABORT_NO_LEADER_SECONDS: 'off',
    })
    expect(terms).toMatchObject({ keyPrefix: 'team-a/retries/', allow: ['leader-transfer', 'compact'] })
    expect(limits).toEqual({ membersDown: 1, noLeaderSeconds: null })
  })

  test.each([
    [{ RETRYSCOPE_ETCD_CA_FILE: 'nowhere.pem' }, /RETRYSCOPE_ETCD_CA_FILE names nowhere\.pem.*ENOENT/],
    [{ RETRYSCOPE_ETCD_CERT_FILE: 'cert.pem' }, /RETRYSCOPE_ETCD_KEY_FILE must be set together/],
    [{ RETRYSCOPE_ETCD_CA_FILE: 'ca.pem', RETRYSCOPE_ETCD_TLS: '0' }, /RETRYSCOPE_ETCD_TLS is 0/],
    [{ RETRYSCOPE_ETCD_USER: 'tester' }, /needs RETRYSCOPE_ETCD_PASSWORD or/],
    [{ RETRYSCOPE_ETCD_PASSWORD: 'hunter2' }, /a password without a user/],
    [
      { RETRYSCOPE_ETCD_USER: 'a', RETRYSCOPE_ETCD_USER_FILE: 'user' },
      /RETRYSCOPE_ETCD_USER_FILE are both set/,
    ],
    [{ RETRYSCOPE_ETCD_KEY_PREFIX: '/' }, /RETRYSCOPE_ETCD_KEY_PREFIX must be printable/],
    [{ RETRYSCOPE_ALLOW: 'leader-transfer,reboot' }, /names "reboot".*leader-transfer, compact/],
    [
      { RETRYSCOPE_ABORT_MEMBERS_DOWN: '-1' },
      /RETRYSCOPE_ABORT_MEMBERS_DOWN must be a number of members, or off/,
    ],
  ])('that are wrong name the variable and what is accepted (%#)', (variables, message) => {
    const wrong = () => read(variables)
    expect(wrong).toThrow(EnvironmentError)
    expect(wrong).toThrow(message)
    expect(wrong).not.toThrow(/hunter2/)
  })
})
