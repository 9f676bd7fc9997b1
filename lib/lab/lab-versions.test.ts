import { describe, expect, test } from 'vitest'
import { checkVersions } from './lab-versions'

describe('versions of the lab’s programs', () => {
  test.each([
    ['3.7.3', '2.12.0'],
    ['3.4.0', '2.5.0'],
    ['v3.10.1', 'git'],
  ])('etcd %s with Toxiproxy %s will do', (etcdVersion, toxiproxyVersion) => {
    expect(() => checkVersions({ etcdVersion, toxiproxyVersion })).not.toThrow()
  })

  test.each([
    ['3.3.27', '2.12.0', /^etcd 3\.3\.27 cannot be used: .*3\.4 or a later 3\.x/],
    ['4.0.0', '2.12.0', /^etcd 4\.0\.0 cannot be used/],
    ['3.7.3', '2.1.4', /^Toxiproxy 2\.1\.4 cannot be used/],
  ])('etcd %s with Toxiproxy %s is refused', (etcdVersion, toxiproxyVersion, message) => {
    expect(() => checkVersions({ etcdVersion, toxiproxyVersion })).toThrow(message)
  })
})
