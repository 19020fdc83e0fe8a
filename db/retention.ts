// What is kept, how long and why: the one table of it. Personal data ends with its purpose (UU PDP 27/2022, articles 16 and 43); what citizens have
// reported is kept for ever, and belongs to nobody once the sender is forgotten. Every table of the database stands here: a test holds us to it.
import type { Queryable } from './connect.ts'

export type Rule = {
  name: string
  /** Unless the operator has set another number; never fewer than `least`. */
  days: number
  least: number
  table: string
  /** Which rows go. `cut.own`: what lies before it has had its days; `cut.senders`: the same moment of the rule "senders". */
  where: string
  why: string
  /** Something goes that way by itself within the hour, so it cannot be kept longer. */
  isFixed?: true
}

const rule = (
  name: string,
  days: number,
  table: string,
  where: string,
  why: string,
  more: { least?: number; isFixed?: true } = {},
): Rule => ({ name, days, least: 1, table, where, why, ...more })

const own = '(select own from cut)'
const senders = '(select senders from cut)'
const over = `exists (select from reports where reports.id = report and expires_at < ${own})`

/** How long senders are known is asked by others, too. */
const sendersRule = rule(
  'senders',
  180,
  'reporters',
  over,
  'who sent a report, and the private link with it: to look after the report, to answer the sender, and to know who has been right before',
  { least: 7 },
)

export const rules: Rule[] = [
  sendersRule,
  rule(
    'still-questions',
    30,
    'still_questions',
    `asked_at < ${own} and ${over}`,
    'who was asked whether it is still so: nobody is asked twice',
    { least: 2 },
  ),
  rule(
    'questions',
    365,
    'questions',
    `asked_at < ${own}`,
    'what officers asked a sender, and the answer: for the work on the case',
    { least: 7 },
  ),
  rule('cards', 90, 'cards', `created_at < ${own}`, 'one-time links to the form: to be used once', {
    least: 2,
  }),
  rule('conversations', 30, 'conversations', `updated_at < ${own}`, 'where a talk stood: to go on with it', {
    least: 2,
  }),
  rule(
    'citizens',
    30,
    'citizens',
    `created_at < ${own}
       and not exists (select from reporters join reports on reports.id = report where citizen = citizens.id and expires_at >= ${senders})
       and not exists (select from subscriptions where citizen = citizens.id and removed_at is null)
       and not exists (select from outbox where citizen = citizens.id and status in ('waiting', 'sending'))
       and not exists (select from tellings where citizen = citizens.id and told_at is null)
       and not exists (select from conversations where citizen = citizens.id and updated_at >= ${own})
       and not exists (select from cards where citizen = citizens.id and created_at >= ${own})`,
    'an address in a chat, of a browser or a phone: only as long as a report, a followed place, a letter or a talk needs it',
    { least: 2 },
  ),
  rule(
    'letters',
    30,
    'outbox',
    `created_at < ${own} and status in ('sent', 'dropped')`,
    'messages that have been sent: to find out why one did not arrive',
    { isFixed: true },
  ),
  rule(
    'deliveries',
    7,
    'deliveries',
    `at < ${own}`,
    'names of messages that came in: a channel may bring one again for some days',
    { isFixed: true },
  ),
  rule('albums', 7, 'album_photos', `at < ${own}`, 'which photos came together: to report with all of them', {
    isFixed: true,
  }),
  rule(
    'prints',
    30,
    'photo_prints',
    `at < ${own}`,
    'what a photo looks like: to notice one that comes again within seven days',
    { least: 7 },
  ),
  rule(
    'followed-places',
    1,
    'subscriptions',
    `removed_at < ${own}`,
    'a followed place that was taken back: to have it again at once',
    { isFixed: true },
  ),
  rule(
    'news',
    30,
    'bulletins',
    `at < ${own}`,
    'what was told to whom (with tellings): nobody hears the same twice',
    { isFixed: true },
  ),
  rule(
    'announcements',
    30,
    'announcements',
    `ended and expires_at < ${own}`,
    'what was last announced of an incident: to know what is news',
    { isFixed: true },
  ),
  rule('geocoded', 30, 'geocoded', `at < ${own}`, 'what was searched for: a geocoder is not asked twice'),
  rule(
    'sessions',
    1,
    'sessions',
    `expires_at < ${own}`,
    'sessions that are over: officers see their last ones',
  ),
  rule('challenges', 1, 'answered_challenges', `until < ${own}`, 'a passkey’s answer counts once'),
  rule('presence', 1, 'presence', `at < ${own}`, 'which officer looked at what: it is over after a minute'),
  rule(
    'key-use',
    400,
    'key_use',
    `day < ${own}::date`,
    'what programs have asked, by day: to compare with a year ago',
  ),
  rule(
    'webhook-messages',
    14,
    'webhook_messages',
    `at < ${own} and not exists (select from webhook_deliveries where message = webhook_messages.id and (since >= ${own} or status = 'waiting'))`,
    'what other programs were told (with webhook_deliveries): to find out why something did not arrive',
    { isFixed: true },
  ),
]

/** What goes with the rows of a rule. */
export const together: Record<string, string> = { tellings: 'news', webhook_deliveries: 'webhook-messages' }

/** What has no end. None of it says who a citizen is. */
export const forEver: Record<string, string> = {
  reports: 'the public memory of disasters; nothing in it says who reported',
  incidents: 'the public memory',
  log: 'the public past: the map of any moment, files as of any time, and what webhooks and readers have missed are read from it',
  counted: 'statistics of the past',
  counted_before: 'whether they are whole',
  incident_documents: 'what was published stays under its address',
  cap_documents: 'what was published stays under its address',
  warnings: 'official acts',
  warning_drafts: 'official acts: who stood for which words',
  warning_versions: 'official acts: who stood for which words',
  area_states: 'official acts',
  cases: 'official acts',
  case_members: 'official acts',
  case_steps: 'official acts: who did what',
  audit:
    'who did what, for those who have to answer for it; each row is sealed to the one before, so none can go. It names officers and no citizen',
  audit_chain: 'the seals of the audit',
  officers: 'an account ends when an administrator disables it; the audit still names it',
  backup_codes: 'until they are used, with the account',
  officer_identities: 'with the account',
  passkeys: 'until they are taken away, with the account',
  officer_views: 'filters and places that an officer keeps, until they are taken away; with the account',
  agencies: 'no person',
  service_keys: 'programs; the audit still names them',
  webhooks: 'programs, until they are taken away',
  followers: 'where readers of the log stand',
  areas: 'imported',
  places: 'imported',
  gauges: 'imported',
  gauge_observations: 'measured water levels',
  feeds: 'official sources',
  officials: 'what official sources told',
  secrets: 'keys that the platform makes for itself',
  stages: 'the table of deadlines',
}

/** Days by rule; null: for ever. */
export type KeptDays = Record<string, number | null>

/** `fault`: why it went no further. */
export type Outcome = { rule: Rule; days: number | null; rows: number; fault?: unknown }

const DAY_MS = 24 * 3_600_000
/** Rows that go in one transaction: nobody waits long for one of them. */
const AT_A_TIME = 5_000

const daysOf = ({ name, days }: Rule, kept: KeptDays) => {
  const given = kept[name]
  return given === undefined ? days : given
}

function cutOf(kept: KeptDays, now: Date, one: Rule): { cut: string; values: (Date | string)[] } | undefined {
  const moment = (days: number | null) =>
    days === null ? '-infinity' : new Date(now.getTime() - days * DAY_MS)
  const days = daysOf(one, kept)
  if (days === null) return undefined
  return {
    cut: 'cut as (select $1::timestamptz as own, $2::timestamptz as senders)',
    values: [moment(days), moment(daysOf(sendersRule, kept))],
  }
}

/** How many rows a run would take away now. */
export async function countOverdue(db: Queryable, now: Date, kept: KeptDays): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const one of rules) {
    const cut = cutOf(kept, now, one)
    const { rows } = cut
      ? await db.query<{ count: number }>(
          `with ${cut.cut} select count(*) from ${one.table}, cut as moments where ${one.where} and moments.senders is not null`,
          cut.values,
        )
      : { rows: [{ count: 0 }] }
    outcomes.push({ rule: one, days: daysOf(one, kept), rows: rows[0]?.count ?? 0 })
  }
  return outcomes
}

/** Takes them away, some at a time. What belongs to them by a key goes along. A rule that fails holds up none of the others. */
export async function forgetOverdue(
  db: Queryable,
  now: Date,
  kept: KeptDays,
  stop?: AbortSignal,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const one of rules) {
    const cut = cutOf(kept, now, one)
    const outcome: Outcome = { rule: one, days: daysOf(one, kept), rows: 0 }
    outcomes.push(outcome)
    try {
      for (let last = AT_A_TIME; cut && last === AT_A_TIME && !stop?.aborted; outcome.rows += last) {
        const { rowCount } = await db.query(
          `with ${cut.cut}, old as (
             select ${one.table}.ctid as at from ${one.table}, cut as moments where ${one.where} and moments.senders is not null limit ${AT_A_TIME}
           )
           delete from ${one.table} using old where ${one.table}.ctid = old.at`,
          cut.values,
        )
        last = rowCount ?? 0
      }
    } catch (fault) {
      outcome.fault = fault
    }
  }
  return outcomes
}
