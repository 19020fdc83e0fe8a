// The table of incidents, written by the one elected incident builder and read by every process that begins.
import type { Incident } from '../server/domain/incident.ts'
import type { Queryable } from './connect.ts'

/** Every incident that stands and has not outlived its reports. */
export async function standingIncidents(client: Queryable, now: Date): Promise<Incident[]> {
  const { rows } = await client.query<{ body: Incident }>(
    'select body from incidents where gone_into is null and expires_at > $1',
    [now],
  )
  return rows.map(row => row.body)
}
