// Where our server may call when a stranger names the address: never inside the operator's own network. A name is looked up once, and the very
// address that was judged is the one that is called.
import { lookup as lookUpName } from 'node:dns'
import { BlockList, isIP, type LookupFunction } from 'node:net'
import { innerNetworks } from './domain/inner-networks.ts'

const inside = new BlockList()
for (const family of ['ipv4', 'ipv6'] as const)
  for (const [address, bits] of innerNetworks[family]) inside.addSubnet(address, bits, family)

const plainOf = (host: string) => host.replace(/^\[|\]$/g, '')
export const isNumber = (host: string): boolean => isIP(plainOf(host)) > 0

/** What is no address counts as private. */
export function isPrivate(address: string): boolean {
  const plain = plainOf(address)
  const family = isIP(plain)
  return family === 0 || inside.check(plain, family === 6 ? 'ipv6' : 'ipv4')
}

const privateFault = (host: string) =>
  Object.assign(new Error(`${host} lies inside a private network`), { code: 'EPRIVATE' })

/** Looks names up and refuses what lies inside; what it lets through is what is called. */
export const lookUpPublic =
  (lookUp: typeof lookUpName = lookUpName): LookupFunction =>
  (host, options, done) =>
    lookUp(host, { ...options, all: true }, (fault, found) => {
      if (fault) return done(fault, [])
      const wrong = found.find(({ address }) => isPrivate(address))
      if (wrong) return done(privateFault(host), [])
      const [first] = found
      if (!first) return done(new Error(`${host} has no address`), [])
      if (options.all) done(null, found)
      else done(null, first.address, first.family)
    })
