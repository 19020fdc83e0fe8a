// Where a report by HTTP comes from, as far as that tells how likely it is.
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { Request } from 'express'
import proxyAddress from 'proxy-addr'
import type { Door } from '../domain/trust/door.ts'
import { addressBlock } from '../surge/limits.ts'
import type { From } from '../trust/trust.ts'

const THIS_MACHINE = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/**
 * Undefined for a program on this very machine: it is its operator's own. What a proxy passes on names the address it came from, and a form that was
 * filled in by a program is never the operator's.
 */
export function fromOf(request: Request, door: Door, isTrapped = false): From | undefined {
  const line = lineOf(request)
  if (line === undefined && !isTrapped) return undefined
  return { channel: 'web', door, line: line ?? addressBlock(request.ip), isTrapped }
}

/** Undefined for a program on this very machine, which no other machine can say of itself. */
export function lineOf({ ip = '', socket }: Pick<Request, 'ip' | 'socket'>): string | undefined {
  const isHere = [ip, socket.remoteAddress ?? ''].every(address => THIS_MACHINE.includes(address))
  return isHere ? undefined : addressBlock(ip)
}

/** The same of what has not come to Express yet, which finds the address in this way, too. */
export function readLines(trustedProxies: string[]) {
  const isTrusted = proxyAddress.compile(trustedProxies)
  return {
    lineOf: (request: IncomingMessage) =>
      lineOf({ ip: proxyAddress(request, isTrusted), socket: request.socket }),
    /** Undefined for a trusted proxy, which speaks for others. */
    peerOf: ({ remoteAddress = '' }: Socket) =>
      isTrusted(remoteAddress, 0) ? undefined : addressBlock(remoteAddress),
  }
}
