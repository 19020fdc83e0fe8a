// Who reports, apart from what is reported: a pseudonymous id for each address of a channel.
import type { Queryable } from './connect.ts'

/** The citizen at an address of a channel, made on first sight. */
export async function citizenAt(
  client: Queryable,
  { id, channel, address, language, at }: { id: string; channel: string; address: string; language: string; at: Date },
): Promise<string> {
  const { rows } = await client.query<{ id: string }>(
    `insert into citizens (id, channel, address, language, created_at) values ($1, $2, $3, $4, $5)
     on conflict (channel, address) do update set channel = excluded.channel
     returning id`,
    [id, channel, address, language, at],
  )
  return rows[0]?.id ?? id
}
