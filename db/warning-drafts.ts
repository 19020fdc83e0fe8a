// Messages that are being made, and every version that each has had. Versions are only ever added.
import type { UnfinishedContent, WarningDraft } from '../server/domain/warning.ts'
import type { Queryable } from './connect.ts'

type Row = Omit<WarningDraft, 'changedAt' | 'handedBack'> & { changed_at: Date; reason: string | null }

const columns = `id, warning, kind, state, version, drill, content, reason, approver, changed_at,
  array(select distinct officer from warning_versions where draft = warning_drafts.id order by officer) as writers`

const fromRow = ({ changed_at, reason, ...rest }: Row): WarningDraft => ({
  ...rest,
  handedBack: reason,
  changedAt: changed_at.toISOString(),
})

/** False where the warning has an open draft already. */
export async function insertDraft(
  client: Queryable,
  draft: Pick<WarningDraft, 'id' | 'warning' | 'kind' | 'drill' | 'content'>,
  { officer, at }: { officer: string; at: Date },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into warning_drafts (id, warning, kind, state, version, drill, content, changed_at)
     values ($1, $2, $3, 'draft', 1, $4, $5, $6)
     on conflict (warning) where state in ('draft', 'waiting') do nothing`,
    [draft.id, draft.warning, draft.kind, draft.drill, JSON.stringify(draft.content), at],
  )
  if (rowCount === 1) await keepVersion(client, { ...draft, version: 1 }, officer, at)
  return rowCount === 1
}

export async function draftById(db: Queryable, id: string): Promise<WarningDraft | undefined> {
  const { rows } = await db.query<Row>(`select ${columns} from warning_drafts where id = $1`, [id])
  return rows[0] && fromRow(rows[0])
}

/** Held until the transaction ends. */
export async function lockDraft(client: Queryable, id: string): Promise<WarningDraft | undefined> {
  await client.query('select from warning_drafts where id = $1 for update', [id])
  return draftById(client, id)
}

/** False where another draft of the warning was opened meanwhile. */
export async function putDraft(client: Queryable, draft: WarningDraft, at: Date): Promise<boolean> {
  const { rowCount } = await client.query(
    `update warning_drafts set state = $2, version = $3, content = $4, reason = $5, approver = $6, changed_at = $7
     where id = $1 and ($2 not in ('draft', 'waiting') or not exists (
       select from warning_drafts other where other.warning = warning_drafts.warning and other.id <> $1 and other.state in ('draft', 'waiting')
     ))`,
    [
      draft.id,
      draft.state,
      draft.version,
      JSON.stringify(draft.content),
      draft.handedBack,
      draft.approver,
      at,
    ],
  )
  return rowCount === 1
}

export async function keepVersion(
  client: Queryable,
  { id, version, content }: Pick<WarningDraft, 'id' | 'version' | 'content'>,
  officer: string,
  at: Date,
): Promise<void> {
  await client.query(
    'insert into warning_versions (draft, version, content, officer, at) values ($1, $2, $3, $4, $5)',
    [id, version, JSON.stringify(content), officer, at],
  )
}

export type DraftVersion = { version: number; content: UnfinishedContent; officer: string; at: Date }

/** Oldest first. */
export async function versionsOf(db: Queryable, draft: string): Promise<DraftVersion[]> {
  const { rows } = await db.query<DraftVersion>(
    'select version, content, officer, at from warning_versions where draft = $1 order by version',
    [draft],
  )
  return rows
}

/** Those that somebody still works on or has to approve, and those that were thrown away after `since`; the latest change first. */
export async function openDrafts(db: Queryable, drill: boolean, since: Date): Promise<WarningDraft[]> {
  const { rows } = await db.query<Row>(
    `select ${columns} from warning_drafts
     where drill = $1 and (state in ('draft', 'waiting') or (state = 'discarded' and changed_at > $2))
     order by changed_at desc limit 100`,
    [drill, since],
  )
  return rows.map(fromRow)
}

/** What the warning's latest message was made of, its gaps still open. */
export async function contentIssued(db: Queryable, warning: string): Promise<UnfinishedContent | undefined> {
  const { rows } = await db.query<{ content: UnfinishedContent }>(
    `select content from warning_drafts where warning = $1 and state = 'issued' order by changed_at desc, id desc limit 1`,
    [warning],
  )
  return rows[0]?.content
}

/** The open one of a warning is closed with it. */
export async function discardDraftsOf(client: Queryable, warning: string, at: Date): Promise<void> {
  await client.query(
    `update warning_drafts set state = 'discarded', version = version + 1, changed_at = $2
     where warning = $1 and state in ('draft', 'waiting')`,
    [warning, at],
  )
}
