// Patience with those who knock too often: counts by the block of addresses that one household or provider hands out.
import { isIPv4, isIPv6 } from 'node:net'

/** The /24 of an IPv4 address, the /64 of an IPv6 one. */
export function addressBlock(address = ''): string {
  const plain = address.replace(/^::ffff:/i, '')
  if (isIPv4(plain)) return plain.split('.').slice(0, 3).join('.')
  if (!isIPv6(plain)) return plain
  const [head = '', tail] = plain.toLowerCase().split('%')[0]?.split('::') ?? []
  const groups = (part: string) => part.split(':').filter(group => group !== '')
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail ?? '')]
  return all
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
    .join(':')
}

/** More keys than this are forgotten together: memory stays small even when every address on earth knocks. */
const MOST_KEYS = 100_000

/** How often each key was counted before, within `ms` of its first time. */
export function countLately(ms: number) {
  const counted = new Map<string, { count: number; until: number }>()
  return (key: string, time: number): number => {
    const window = counted.get(key)
    if (window && window.until > time) return window.count++
    if (counted.size >= MOST_KEYS) counted.clear()
    counted.set(key, { count: 1, until: time + ms })
    return 0
  }
}

/** Allows `most` times within `ms` for each key; answers how many seconds to wait when that is used up, else 0. */
export function limit(most: number, ms: number) {
  const used = new Map<string, { count: number; until: number }>()
  return (key: string, time: number): number => {
    const window = used.get(key)
    if (window && window.until > time) {
      if (window.count >= most) return Math.ceil((window.until - time) / 1_000)
      window.count++
      return 0
    }
    if (used.size >= MOST_KEYS) used.clear()
    used.set(key, { count: 1, until: time + ms })
    return 0
  }
}

/** What a key has left; below nothing is what was asked before its price was known. */
export type Bucket = { left: number; at: number }

/** For each key a bucket that holds `most` and fills by `perSecond`. */
export function tokenBuckets({ most, perSecond }: { most: number; perSecond: number }) {
  const buckets = new Map<string, Bucket>()

  function fill(bucket: Bucket, time: number): Bucket {
    if (time > bucket.at) {
      bucket.left = Math.min(most, Math.max(bucket.left, -most) + ((time - bucket.at) / 1_000) * perSecond)
      bucket.at = time
    }
    return bucket
  }

  return {
    of(key: string, time: number): Bucket {
      const known = buckets.get(key)
      if (known) return fill(known, time)
      // Those that are full again need not be known.
      if (buckets.size >= MOST_KEYS)
        for (const [other, bucket] of buckets) if (fill(bucket, time).left >= most) buckets.delete(other)
      if (buckets.size >= MOST_KEYS) buckets.clear()
      const bucket = { left: most, at: time }
      buckets.set(key, bucket)
      return bucket
    },
    /** Seconds until there is so much. */
    wait: ({ left }: Bucket, wanted: number) => Math.max(0, Math.ceil((wanted - left) / perSecond)),
  }
}
