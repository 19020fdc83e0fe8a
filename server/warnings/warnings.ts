// Agencies' warnings: written as drafts, approved by a second duty officer, changed the same way, lifted by one. Each step is one transaction: what it
// changes, its entry in the log, the audit. Who is told follows from the log (alerts.ts).
// One officer alone may lift a warning: a false alarm has to end at once, the reason is public and audited, and the warning can be issued again.
import { createHash } from 'node:crypto'
import { areaOutlines } from '../../db/areas.ts'
import { writeAudit } from '../../db/audit.ts'
import { documentsOf } from '../../db/cap-documents.ts'
import type { Database, Queryable } from '../../db/connect.ts'
import { incidentsById } from '../../db/incidents.ts'
import * as drafts from '../../db/warning-drafts.ts'
import { countReached } from '../../db/warning-tellings.ts'
import {
  endedWarnings,
  isValidOutline,
  lockWarning,
  standingWarnings,
  warningById,
} from '../../db/warnings.ts'
import { languages } from '../domain/messages/index.ts'
import { may, type Officer } from '../domain/permissions.ts'
import { isRefusal, type Refusal } from '../domain/refusal.ts'
import {
  levelOf,
  type Outline,
  type UnfinishedContent,
  type Warning,
  type WarningDraft,
} from '../domain/warning.ts'
import { complete } from '../domain/warning-content.ts'
import { templateOf } from '../domain/warning-templates.ts'
import { createIssue, type Where } from './warning-issue.ts'

type Given = {
  db: Database
  now: () => Date
  newId: () => string
  publicUrl: string
  /** Who stands as sender in every CAP message. */
  sender: string
  /** The provinces that an outline touches, and the clock of its middle. */
  whereIs: (outline: Outline) => Where
}

/** `version`: the one that the officer saw. */
type Step = { version: number; reason?: string }

export type Warnings = ReturnType<typeof createWarnings>

/** Thrown away drafts can be had again for so long. */
const DISCARDED_KEPT_MS = 24 * 3_600_000
const JAKARTA: Where = { regions: [], timeZone: 'Asia/Jakarta' }
const NOT_YOURS: Refusal = { refused: 'region-not-yours' }

export function createWarnings({ db, now, newId, publicUrl, sender, whereIs }: Given) {
  const issue = createIssue({ publicUrl, sender })
  const placeOf = ({ outline }: Pick<UnfinishedContent, 'outline'>) => (outline ? whereIs(outline) : JAKARTA)

  /** A warning across provinces asks for all of them. */
  function mayWarn(officer: Officer, { outline }: Pick<UnfinishedContent, 'outline'>): boolean {
    if (!outline) return may(officer, 'warn')
    const { regions } = whereIs(outline)
    return regions.length === 0
      ? may(officer, 'warn', null)
      : regions.every(region => may(officer, 'warn', region))
  }

  /** One across provinces is read in each of them; what has no outline yet lies nowhere in particular. */
  function mayLook(officer: Officer, { outline }: Pick<UnfinishedContent, 'outline'>): boolean {
    if (!outline) return may(officer, 'look')
    const { regions } = whereIs(outline)
    return regions.length === 0
      ? may(officer, 'look', null)
      : regions.some(region => may(officer, 'look', region))
  }

  /** The first message of a new warning. An incident gives its outline and hazard where none are given. */
  async function write(
    given: Partial<UnfinishedContent> & { drill: boolean },
    officer: Officer,
  ): Promise<WarningDraft | Refusal> {
    const { drill, ...rest } = given
    const [incident] = rest.incident ? await incidentsById(db, [rest.incident]) : []
    if (rest.incident && incident?.drill !== drill) return { refused: 'incident-unknown' }
    const hazard = rest.hazard ?? incident?.hazard
    if (!hazard) return { refused: 'hazard-unknown' }
    const severity = rest.severity ?? 'Moderate'
    const content: UnfinishedContent = {
      urgency: 'Immediate',
      certainty: 'Likely',
      onset: null,
      expiresAt: null,
      contact: '',
      web: '',
      incident: null,
      words: Object.fromEntries(
        languages.map(language => [language, { area: '', ...templateOf(hazard, severity, language) }]),
      ) as UnfinishedContent['words'],
      ...rest,
      hazard,
      severity,
      outline: rest.outline ?? incident?.outline ?? null,
    }
    return begin({ id: newId(), warning: newId(), kind: 'Alert', drill, content }, officer)
  }

  /** A change of a warning that stands begins with what it says. */
  async function change(id: string, officer: Officer): Promise<WarningDraft | Refusal> {
    const warning = await warningById(db, id)
    if (!warning) return { refused: 'warning-unknown' }
    if (isOver(warning)) return { refused: 'warning-over' }
    const content = (await drafts.contentIssued(db, id)) ?? contentOf(warning)
    return begin({ id: newId(), warning: id, kind: 'Update', drill: warning.drill, content }, officer)
  }

  async function begin(
    draft: Pick<WarningDraft, 'id' | 'warning' | 'kind' | 'drill' | 'content'>,
    officer: Officer,
  ): Promise<WarningDraft | Refusal> {
    if (!mayWarn(officer, draft.content)) return NOT_YOURS
    if (!(await isOutlineRight(db, draft.content))) return { refused: 'outline-wrong' }
    return db.transaction(async client => {
      if (!(await drafts.insertDraft(client, draft, { officer: officer.name, at: now() })))
        return { refused: 'warning-open' }
      await note(client, draft.warning, officer, 'warning-drafted', null, mark(1, draft.content))
      return (await drafts.draftById(client, draft.id)) ?? { refused: 'warning-unknown' }
    })
  }

  /** One step of a draft by an officer who has seen it as it is. */
  async function step(
    id: string,
    { version, reason }: Step,
    officer: Officer,
    action: string,
    work: (
      draft: WarningDraft,
      client: Queryable,
    ) => Promise<WarningDraft | Refusal> | WarningDraft | Refusal,
  ): Promise<WarningDraft | Refusal> {
    const outcome = await db.transaction(async client => {
      const draft = await drafts.lockDraft(client, id)
      if (!draft) return { refused: 'warning-unknown' } satisfies Refusal
      if (!mayWarn(officer, draft.content)) return NOT_YOURS
      if (draft.version !== version) return { refused: 'warning-changed' } satisfies Refusal
      const worked = await work(draft, client)
      if (isRefusal(worked)) return worked
      const next = { ...worked, version: version + 1 }
      if (!(await drafts.putDraft(client, next, now()))) return { refused: 'warning-open' } satisfies Refusal
      if (worked.content !== draft.content) await drafts.keepVersion(client, next, officer.name, now())
      const after = worked.content === draft.content ? next.state : mark(next.version, next.content)
      await note(client, draft.warning, officer, action, draft.state, after, reason)
      return (await drafts.draftById(client, id)) ?? next
    })
    db.wake()
    return outcome
  }

  const from =
    (state: WarningDraft['state'], to: (draft: WarningDraft) => WarningDraft | Refusal) =>
    (draft: WarningDraft) =>
      draft.state === state ? to(draft) : ({ refused: 'warning-state' } satisfies Refusal)

  async function edit(
    id: string,
    { content, ...seen }: Step & { content: UnfinishedContent },
    officer: Officer,
  ) {
    if (!mayWarn(officer, content)) return NOT_YOURS
    return step(id, seen, officer, 'warning-edited', async (draft, client) => {
      if (draft.state !== 'draft') return { refused: 'warning-state' }
      // A change stays a change of the same thing: what was said of one hazard is never answered with another.
      if (draft.kind === 'Update' && draft.content.hazard !== content.hazard)
        return { refused: 'hazard-unknown' }
      if (!(await isOutlineRight(client, content))) return { refused: 'outline-wrong' }
      return { ...draft, content }
    })
  }

  const submit = (id: string, seen: Step, officer: Officer) =>
    step(
      id,
      seen,
      officer,
      'warning-submitted',
      from('draft', draft => {
        const whole = complete(draft.content, now(), placeOf(draft.content).timeZone)
        return isRefusal(whole) ? whole : { ...draft, state: 'waiting', handedBack: null }
      }),
    )

  const withdraw = (id: string, seen: Step, officer: Officer) =>
    step(
      id,
      seen,
      officer,
      'warning-withdrawn',
      from('waiting', draft => ({ ...draft, state: 'draft' })),
    )

  const handBack = (id: string, seen: Step, officer: Officer) =>
    step(
      id,
      seen,
      officer,
      'warning-handed-back',
      from('waiting', draft =>
        seen.reason?.trim()
          ? { ...draft, state: 'draft', handedBack: seen.reason.trim() }
          : { refused: 'warning-reason-missing' },
      ),
    )

  const discard = (id: string, seen: Step, officer: Officer) =>
    step(id, seen, officer, 'warning-discarded', draft =>
      draft.state === 'draft' || draft.state === 'waiting'
        ? { ...draft, state: 'discarded' }
        : { refused: 'warning-state' },
    )

  const restore = (id: string, seen: Step, officer: Officer) =>
    step(
      id,
      seen,
      officer,
      'warning-restored',
      from('discarded', draft => ({ ...draft, state: 'draft' })),
    )

  /** The second officer's word issues it. */
  async function approve(id: string, seen: Step, officer: Officer): Promise<WarningDraft | Refusal> {
    return step(id, seen, officer, 'warning-approved', async (draft, client) => {
      if (draft.state !== 'waiting') return { refused: 'warning-state' }
      if (draft.writers.includes(officer.name)) return { refused: 'warning-own' }
      const where = placeOf(draft.content)
      const content = complete(draft.content, now(), where.timeZone)
      if (isRefusal(content)) return content
      const before = draft.kind === 'Update' ? await lockWarning(client, draft.warning) : undefined
      if (draft.kind === 'Update' && (!before || isOver(before))) return { refused: 'warning-over' }
      const { warning, digest } = await issue.standing(client, {
        draft,
        before,
        content,
        where,
        approver: officer,
        at: now(),
      })
      await note(
        client,
        warning.id,
        officer,
        before ? 'warning-changed' : 'warned',
        before?.identifier ?? null,
        digest,
      )
      return { ...draft, state: 'issued', approver: officer.name }
    })
  }

  /** The all-clear. `words` is what citizens are told; without them only that it is over. */
  async function end(
    id: string,
    { reason, words }: { reason?: string; words?: Warning['allClear'] },
    officer: Officer,
  ): Promise<Warning | Refusal> {
    const outcome = await db.transaction(async client => {
      const before = await lockWarning(client, id)
      if (!before) return { refused: 'warning-unknown' } satisfies Refusal
      if (!mayWarn(officer, before)) return NOT_YOURS
      if (before.endedAt !== null) return before
      if (isOver(before)) return { refused: 'warning-over' } satisfies Refusal
      const { warning, digest } = await issue.allClear(client, {
        before,
        words: words ?? null,
        officer,
        at: now(),
      })
      await drafts.discardDraftsOf(client, id, now())
      await note(client, id, officer, 'warning-ended', before.identifier ?? 'warned', digest, reason)
      return warning
    })
    db.wake()
    return outcome
  }

  const isOver = ({ endedAt, expiresAt }: Warning) =>
    endedAt !== null || Date.parse(expiresAt) <= now().getTime()

  const isOutlineRight = async (client: Queryable, { outline }: Pick<UnfinishedContent, 'outline'>) =>
    outline === null || (await isValidOutline(client, outline))

  const note = (
    client: Queryable,
    warning: string,
    { name }: Officer,
    action: string,
    before: string | null,
    after: string,
    reason: string | null = null,
  ) => writeAudit(client, { at: now(), officer: name, action, report: null, warning, before, after, reason })

  return {
    write,
    change,
    edit,
    submit,
    withdraw,
    handBack,
    discard,
    restore,
    approve,
    end,
    mayWarn,
    mayLook,
    standing: (drill: boolean) =>
      standingWarnings(db, now()).then(all => all.filter(warning => warning.drill === drill)),
    ended: (drill: boolean) => endedWarnings(db, now(), drill),
    open: (drill: boolean) => drafts.openDrafts(db, drill, new Date(now().getTime() - DISCARDED_KEPT_MS)),
    draft: (id: string) => drafts.draftById(db, id),
    versions: (id: string) => drafts.versionsOf(db, id),
    warning: (id: string) => warningById(db, id),
    messages: (id: string) => documentsOf(db, id),
    /** How many people a content would be told to, if it were issued now, and where it lies. */
    async reach(
      { outline, hazard, severity }: Pick<UnfinishedContent, 'outline' | 'hazard' | 'severity'>,
      drill: boolean,
    ): Promise<(Where & { people: number }) | Refusal> {
      if (!outline || !(await isValidOutline(db, outline))) return { refused: 'outline-wrong' }
      const people = await countReached(db, { outline, hazard, level: levelOf(severity), drill }, now())
      return { people, ...whereIs(outline) }
    },
    areasNamed: (words: string) => areaOutlines(db, words),
  }
}

/** Names a version in the audit, so that nobody can say later that it was another. */
const mark = (version: number, content: UnfinishedContent): string =>
  `${version} sha256:${createHash('sha256').update(JSON.stringify(content)).digest('hex')}`

function contentOf(warning: Warning): UnfinishedContent {
  const { hazard, severity, urgency, certainty, outline, words, onset, expiresAt, contact, web, incident } =
    warning
  return { hazard, severity, urgency, certainty, outline, words, onset, expiresAt, contact, web, incident }
}
