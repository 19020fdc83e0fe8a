// What has to be true of every row, whatever was sent to the server: asked of the database itself, after a fuzz or a fault.
import { verifyAudit } from '../db/audit.ts'
import type { Database } from '../db/connect.ts'
import { checkAnswers } from '../server/domain/hazards/answers.ts'
import { hazardKeys } from '../server/domain/hazards/index.ts'
import { PHOTOS_LIMIT } from '../server/domain/report.ts'

/** Each asks for the rows that break it. Rows of `writeHistory` (numbers from 2000000 on) have no log: they were never sent. */
const rules: Record<string, string> = {
  'a report lies on the earth': `select id from reports where abs(ST_X(place::geometry)) > 180 or abs(ST_Y(place::geometry)) > 90
    or ST_X(place::geometry) = 'NaN' or ST_Y(place::geometry) = 'NaN' or ST_IsEmpty(place::geometry)`,
  'a report lies in a region': `select id from reports where region !~ '^[A-Z]{2}-[A-Z0-9]+$'`,
  'a level is one of four': 'select id from reports where level not between 0 and 3',
  'words are no longer than allowed':
    'select id from reports where length(words) > 4000 or length(title) > 500',
  'photos are no more than allowed': `select id from reports where cardinality(photos) > ${PHOTOS_LIMIT}`,
  'a report is not from the future': `select id from reports where at > received_at + interval '15 minutes' or received_at > now() + interval '1 minute'`,
  'a report has a version': 'select id from reports where version < 1',
  'a report is about another one that is there':
    'select id from reports where about is not null and not exists (select from reports as other where other.id = reports.about)',
  'every report has its entry in the log': `select id from reports where number < 2000000 and not exists (select from log where kind = 'report' and subject = reports.id)`,
  'every version of a report is told once': `select subject as id from log where kind = 'report' group by subject, body ->> 'version' having count(*) > 1`,
  'the newest entry is the row': `select reports.id from reports join lateral (select body from log where kind = 'report' and subject = reports.id
      order by xid desc, seq desc limit 1) as newest on true
    where (newest.body ->> 'version')::integer <> reports.version or newest.body ->> 'state' <> reports.state`,
  'an incident has its entry': `select id from incidents where not exists (select from log where kind in ('incident', 'incident-gone') and subject = incidents.id)`,
  'who reported is known once': 'select report as id from reporters group by report having count(*) > 1',
  'a card is used by reports that are there': `select id from cards where length(username) > 1000 or length(network) > 200 or length(language) > 20`,
  'a subscription has a reach': `select id from subscriptions where place is not null and (ST_IsEmpty(place::geometry) or not ST_IsValid(reach::geometry))`,
  'an officer has a name': `select id from officers where length(trim(name)) = 0 or length(name) > 100`,
  'there is an administrator': `select 'none' as id where not exists (select from officers where role = 'administrator' and not disabled)`,
  'a password is hashed': `select id from officers where password is not null and password not like '$argon2id$%' and password not like 'scrypt$%'`,
  'a second factor is sealed': `select id from officers where totp_secret is not null and totp_secret not like 's1.%'`,
  'a webhook is sealed and calls by https': `select id from webhooks where secret not like 's1.%' or url not like 'https://%'`,
  'a secret is sealed': `select name as id from secrets where value not like 's1.%' and name <> 'tickets'`,
  'a gauge measures water': `select gauge as id from gauge_observations where depth not between -10000 and 10000`,
  'a message to a citizen has words': `select id from outbox where length(message::text) > 40000`,
}

/** The rules that are broken, with the first rows that break them. */
export async function brokenRules(db: Database): Promise<string[]> {
  const broken: string[] = []
  for (const [rule, text] of Object.entries(rules)) {
    const { rows } = await db.query<{ id: unknown }>(`select id from (${text}) as wrong limit 3`)
    if (rows.length > 0) broken.push(`${rule}: ${rows.map(({ id }) => String(id)).join(', ')}`)
  }
  const { rows } = await db.query<{ id: string; hazard: string; answers: unknown }>(
    'select id, hazard, answers from reports where number < 2000000',
  )
  for (const { id, hazard, answers } of rows) {
    const key = hazardKeys.find(each => each === hazard)
    if (!key) broken.push(`a hazard is known: ${id} has ${hazard}`)
    else if (!checkAnswers(key, answers).success) broken.push(`answers are the hazard’s own: ${id}`)
  }
  const audit = await verifyAudit(db)
  if (!audit.whole) broken.push(`the audit is whole: ${JSON.stringify(audit)}`)
  return broken
}
