// The link under which a citizen finds the own report again: whoever has it may look after the report, and nobody can guess it. It is bound
// to the sender, so that it ends when the sender is forgotten: the report belongs to nobody then.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Queryable } from '../../db/connect.ts'
import { reportById, senderOf } from '../../db/reports.ts'
import type { Report } from '../domain/report.ts'
import type { OwnSecrets } from './own-secrets.ts'

/** Bytes of a report's id, and of its signature. */
const ID = 16
const SIGNATURE = 16

export type PrivateLinks = Awaited<ReturnType<typeof openPrivateLinks>>

export async function openPrivateLinks(db: Queryable, publicUrl: string, secrets: OwnSecrets) {
  const secret = await secrets('private-links')
  const sign = (report: string, citizen: string | null): Buffer =>
    createHmac('sha256', secret)
      .update(`${report} ${citizen ?? ''}`)
      .digest()
      .subarray(0, SIGNATURE)

  function linkTo(report: Pick<Report, 'id'>, citizen: string | null): string {
    const id = Buffer.from(report.id.replaceAll('-', ''), 'hex')
    const token = Buffer.concat([id, sign(report.id, citizen)]).toString('base64url')
    return `${publicUrl}/laporan/${token}`
  }

  return {
    linkTo,
    /** The same where the sender is still to be looked up. */
    linkOf: async (report: Pick<Report, 'id'>) => linkTo(report, await senderOf(db, report.id)),

    async behind(token: string): Promise<{ report: Report; citizen: string | null } | undefined> {
      const bytes = Buffer.from(token, 'base64url')
      // One link has one spelling: the last letter has bits that stand for nothing.
      if (bytes.length !== ID + SIGNATURE || bytes.toString('base64url') !== token) return undefined
      const id = bytes
        .subarray(0, ID)
        .toString('hex')
        .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
      const citizen = await senderOf(db, id)
      if (!timingSafeEqual(bytes.subarray(ID), sign(id, citizen))) return undefined
      const report = await reportById(db, id)
      return report && { report, citizen }
    },
  }
}
