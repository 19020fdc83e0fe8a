// A whole database as text and back, on either engine and from one to the other: every table that is ours, in the lines of PostgreSQL's COPY.
// A place in the log is told as (1, n), the nth entry: transaction ids mean something in their own cluster alone, and there new ones come
// after them in the log's order only when they are higher.
import type { Queryable } from './connect.ts'

type Column = { name: string; type: string }
export type Table = { name: string; columns: Column[]; key: string[] }
type Sequence = { name: string; value: number; isUsed: boolean }

/** Rows are fetched by about so much text, and never by more than so many. */
const FETCH_BYTES = 2_000_000
const FETCH_ROWS = 2_000
const FIRST_ROWS = 50

/** Time, dates, numbers and bytes as text that reads the same everywhere, for the running transaction. */
export async function speakPlainly(client: Queryable): Promise<void> {
  await client.query(`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true), set_config('bytea_output', 'hex', true),
    set_config('extra_float_digits', '1', true), set_config('cursor_tuple_fraction', '1', true),
    set_config('statement_timeout', '0', true), set_config('idle_in_transaction_session_timeout', '0', true)`)
}

/** All tables of the schema but the list of migrations and what belongs to extensions. */
export async function tablesOf(client: Queryable): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select c.relname as name,
       (select jsonb_agg(jsonb_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
       coalesce((select jsonb_agg(attname order by place) from pg_index, unnest(indkey) with ordinality as part (number, place)
                 join pg_attribute on attnum = part.number
                 where indrelid = c.oid and attrelid = c.oid and indisprimary), '[]') as key
     from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migrations'
       and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = c.oid and deptype = 'e')
     order by c.relname collate "C"`,
  )
  return rows
}

export async function sequencesOf(client: Queryable): Promise<Sequence[]> {
  const { rows: names } = await client.query<{ name: string }>(
    `select relname as name from pg_class
     where relnamespace = 'public'::regnamespace and relkind = 'S'
       and not exists (select from pg_depend where classid = 'pg_class'::regclass and objid = pg_class.oid and deptype = 'e')
     order by relname collate "C"`,
  )
  const sequences: Sequence[] = []
  for (const { name } of names) {
    const { rows } = await client.query<{ value: number; used: boolean }>(
      `select last_value as value, is_called as used from ${quoted(name)}`,
    )
    for (const { value, used } of rows) sequences.push({ name, value, isUsed: used })
  }
  return sequences
}

export async function setSequences(client: Queryable, sequences: Sequence[]): Promise<void> {
  for (const { name, value, isUsed } of sequences)
    await client.query('select setval($1::text::regclass, $2::bigint, $3)', [quoted(name), value, isUsed])
}

/** Places in the log, by table: the column of the transaction and that of the sequence. */
const places: Record<string, [xid: string, seq: string][]> = {
  followers: [['xid', 'seq']],
  webhooks: [
    ['stopped_xid', 'stopped_seq'],
    ['again_xid', 'again_seq'],
  ],
}

/** How a column's value is told. */
function toldAs(table: string, column: string): string {
  if (table === 'log' && column === 'xid') return `'1'`
  if (table === 'log' && column === 'seq') return '(row_number() over (order by xid, seq))::text'
  for (const [xid, seq] of places[table] ?? []) {
    if (column === xid) return `case when ${xid} is not null then '1' end`
    if (column === seq)
      return `case when ${xid} is not null then (select count(*)::text from log where (log.xid, log.seq) <= (${table}.${xid}, ${table}.${seq})) end`
  }
  return `${quoted(column)}::text`
}

/** The rows of a table by its key, always in the same order, as pieces of text that end with a line. */
export async function* tellTable(
  client: Queryable,
  { name, columns, key }: Table,
): AsyncGenerator<{ text: string; rows: number }> {
  const told = columns.map((column, at) => `${toldAs(name, column.name)} as c${at}`)
  const texts = columns.filter(({ type }) => type === 'text').map(column => column.name)
  const order = (key.length > 0 ? key : columns.map(column => column.name)).map(
    column => `${quoted(name)}.${quoted(column)}${texts.includes(column) ? ' collate "C"' : ''}`,
  )
  await client.query(
    `declare telling no scroll cursor for select ${told.join(', ')} from ${quoted(name)} order by ${order.join(', ')}`,
  )
  for (let wanted = FIRST_ROWS; ; ) {
    const { rows } = await client.query<Record<string, string | null>>(`fetch ${wanted} from telling`)
    if (rows.length === 0) break
    const text = rows.map(row => lineOf(Object.values(row))).join('')
    yield { text, rows: rows.length }
    wanted = Math.max(
      1,
      Math.min(FETCH_ROWS, wanted * 4, Math.floor((FETCH_BYTES * rows.length) / text.length)),
    )
  }
  await client.query('close telling')
}

/** Puts lines of text into a table as they were told. */
export async function fillTable(
  client: Queryable,
  { name, columns }: Omit<Table, 'key'>,
  lines: string[],
): Promise<void> {
  const values: (string | null)[][] = columns.map(() => [])
  for (const line of lines) {
    const fields = line.split('\t')
    if (fields.length !== columns.length)
      throw new Error(`A line of ${name} has ${fields.length} fields, and not ${columns.length}.`)
    fields.forEach((field, at) => {
      values[at]?.push(fieldOf(field))
    })
  }
  const given = columns.map((_, at) => `$${at + 1}::text[]`)
  const cast = columns.map(({ type }, at) => `c${at}::${type}`)
  await client.query(
    `insert into ${quoted(name)} (${columns.map(column => quoted(column.name)).join(', ')}) overriding system value
     select ${cast.join(', ')} from unnest(${given.join(', ')}) as given (${columns.map((_, at) => `c${at}`).join(', ')})`,
    values,
  )
}

type ForeignKey = { table: string; name: string; definition: string }

/**
 * Runs the work with nothing that looks at single rows: triggers are off, and keys that point to other tables are made anew over all rows
 * afterwards, which also proves them. Within the running transaction.
 */
export async function unguarded(
  client: Queryable,
  tables: Table[],
  work: () => Promise<void>,
): Promise<void> {
  const { rows: keys } = await client.query<ForeignKey>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0 order by conname`,
  )
  for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} disable trigger user`)
  await work()
  for (const { table, name, definition } of keys)
    await client.query(`alter table ${table} add constraint ${name} ${definition}`)
  for (const { name } of tables) await client.query(`alter table ${quoted(name)} enable trigger user`)
}

/** What migrations put in themselves. */
const SEEDED = ['stages']

/** The tables in which somebody's rows stand. */
export async function filledTables(client: Queryable): Promise<string[]> {
  const filled: string[] = []
  for (const { name } of await tablesOf(client)) {
    if (SEEDED.includes(name)) continue
    const { rows } = await client.query(`select 1 from ${quoted(name)} limit 1`)
    if (rows.length > 0) filled.push(name)
  }
  return filled
}

export async function emptySeeded(client: Queryable): Promise<void> {
  for (const name of SEEDED)
    await client.query(
      `do $$ begin if to_regclass('${name}') is not null then delete from ${name}; end if; end $$`,
    )
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`

const letters: Record<string, string> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' }
const meant: Record<string, string> = { n: '\n', r: '\r', t: '\t' }

const lineOf = (fields: (string | null)[]) =>
  `${fields.map(field => (field === null ? '\\N' : field.replace(/[\\\n\r\t]/g, letter => letters[letter] ?? letter))).join('\t')}\n`

const fieldOf = (field: string) =>
  field === '\\N'
    ? null
    : field.includes('\\')
      ? field.replace(/\\(.)/g, (_, letter: string) => meant[letter] ?? letter)
      : field
