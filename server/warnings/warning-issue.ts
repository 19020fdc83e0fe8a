// Issues a message: its CAP document, which is written once, and the warning as it stands from then on, with its entry in the log.
import { createHash } from 'node:crypto'
import { documentsOf, insertDocument } from '../../db/cap-documents.ts'
import type { Queryable } from '../../db/connect.ts'
import { putWarning } from '../../db/warnings.ts'
import { type CapMessage, capTime } from '../domain/cap.ts'
import { languages, say } from '../domain/messages/index.ts'
import type { Officer } from '../domain/permissions.ts'
import { levelOf, type Warning, type WarningContent, type WarningDraft } from '../domain/warning.ts'
import { righted } from '../domain/warning-shape.ts'
import { writeCap } from './cap-writer.ts'

/** The provinces that an outline touches, and the clock of its middle. */
export type Where = { regions: string[]; timeZone: string }

type Given = { publicUrl: string; sender: string }

const SECOND_MS = 1_000

export function createIssue({ publicUrl, sender }: Given) {
  /** An Alert, or the Update of one. */
  async function standing(
    client: Queryable,
    {
      draft,
      before,
      content,
      where,
      approver,
      at,
    }: {
      draft: WarningDraft
      before: Warning | undefined
      content: WarningContent
      where: Where
      approver: Officer
      at: Date
    },
  ): Promise<{ warning: Warning; digest: string }> {
    const sent = nextSecond(at, before)
    const officer = draft.writers.join(', ')
    const whole = { ...content, outline: righted(content.outline) }
    const { identifier, digest } = await file(client, {
      kind: draft.kind,
      warning: draft.warning,
      sent,
      content: whole,
      where,
      drill: draft.drill,
      allClear: null,
      by: { officer, approver: approver.name, agency: approver.agency },
    })
    const warning: Warning = {
      ...whole,
      ...where,
      id: draft.warning,
      version: (before?.version ?? 0) + 1,
      level: levelOf(content.severity),
      identifier,
      drill: draft.drill,
      officer,
      approver: approver.name,
      issued: before?.issued ?? sent.toISOString(),
      sent: sent.toISOString(),
      endedAt: null,
      allClear: null,
    }
    await putWarning(client, warning)
    return { warning, digest }
  }

  /** A Cancel. A warning that was given before there were CAP messages has none to refer to, and ends without. */
  async function allClear(
    client: Queryable,
    {
      before,
      words,
      officer,
      at,
    }: { before: Warning; words: Warning['allClear']; officer: Officer; at: Date },
  ): Promise<{ warning: Warning; digest: string }> {
    const sent = nextSecond(at, before)
    const said =
      words ??
      (Object.fromEntries(
        languages.map(language => [language, say(language, 'warning.all-clear')]),
      ) as NonNullable<Warning['allClear']>)
    const filed =
      before.identifier === null
        ? undefined
        : await file(client, {
            kind: 'Cancel',
            warning: before.id,
            sent,
            content: before,
            where: before,
            drill: before.drill,
            allClear: said,
            by: { officer: officer.name, approver: null, agency: officer.agency },
          })
    const warning: Warning = {
      ...before,
      version: before.version + 1,
      identifier: filed?.identifier ?? null,
      sent: sent.toISOString(),
      endedAt: sent.toISOString(),
      allClear: words === null ? null : said,
    }
    await putWarning(client, warning)
    return { warning, digest: filed?.digest ?? 'warning-ended' }
  }

  type Filing = Pick<CapMessage, 'kind' | 'sent' | 'drill' | 'allClear'> & {
    warning: string
    content: WarningContent
    where: Where
    by: { officer: string; approver: string | null; agency: string | null }
  }

  /** Every message names all that came before it. */
  async function file(
    client: Queryable,
    { warning, kind, sent, content, where, drill, allClear, by }: Filing,
  ) {
    const earlier = await documentsOf(client, warning)
    const number = earlier.length + 1
    const identifier = `kentongan-${warning}-${number}`
    const message: CapMessage = {
      kind,
      identifier,
      sender,
      senderName: by.agency ?? say('id', 'warning.sender'),
      sent,
      drill,
      timeZone: where.timeZone,
      references: earlier,
      content,
      allClear,
      regions: where.regions,
      page: `${publicUrl}/peringatan/${warning}`,
    }
    const xml = writeCap(message)
    await insertDocument(
      client,
      {
        identifier,
        warning,
        number,
        kind,
        drill,
        sender,
        sent: capTime(sent, where.timeZone),
        sentAt: sent,
        expiresAt: new Date(content.expiresAt),
        content,
        officer: by.officer,
        approver: by.approver,
      },
      xml,
    )
    return { identifier, digest: `${identifier} sha256:${createHash('sha256').update(xml).digest('hex')}` }
  }

  return { standing, allClear }
}

/** CAP tells time to the second, and a later message is later. */
const nextSecond = (at: Date, before: Warning | undefined): Date =>
  new Date(
    Math.max(
      Math.floor(at.getTime() / SECOND_MS) * SECOND_MS,
      before ? Math.floor(Date.parse(before.sent) / SECOND_MS + 1) * SECOND_MS : 0,
    ),
  )
