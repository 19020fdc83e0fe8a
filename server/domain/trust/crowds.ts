// Which crowds a report belongs to: everybody with its text, in its place, on its line of addresses, by its door.
import type { Door } from './door.ts'
import type { Crowd, Lately } from './lately.ts'

export const everybody = (door: Door): Crowd => ({ of: 'all', name: `${door} all` })

/** The crowds that a report belongs to, the narrowest first. `line`: the block of addresses that it came from. `gist`: what its text comes to. */
export function crowdsOf(
  { door, line }: { door: Door; line?: string },
  gist: string,
  { lng, lat }: { lng: number; lat: number },
): Crowd[] {
  const cell = `${door} cell ${Math.floor(lng * 100)} ${Math.floor(lat * 100)}`
  const corner = `${door} corner ${Math.floor(lng * 400)} ${Math.floor(lat * 400)}`
  return [
    { of: 'cell', name: cell },
    { of: 'corner', name: corner },
    ...(gist === '' ? [] : [{ of: 'text' as const, name: `${door} text ${gist}` }]),
    ...(line === undefined
      ? []
      : [
          { of: 'spot' as const, name: `${cell} line ${line}` },
          { of: 'line' as const, name: `${door} line ${line}` },
        ]),
    everybody(door),
  ]
}

export const crowdOf = ({ cameIn }: Lately, kind: Crowd['of']) => cameIn.find(({ of }) => of === kind)
