// What a query is asked of: the pool, one of its connections, or a transaction.
type Rows<T> = { rows: T[]; rowCount: number | null }
type Statement = { name?: string; text: string; values?: unknown[] }
export type Queryable = {
  query<T extends object = Record<string, unknown>>(
    text: string | Statement,
    values?: unknown[],
  ): Promise<Rows<T>>
}
