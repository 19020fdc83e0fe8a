// A calendar month or year in UTC, as snapshots of the open data are cut: `2026-10`, `2026`.

export type Period = { name: string; from: Date; to: Date }

/** `to` is its last millisecond. Undefined where it is neither. */
export function periodOf(name: string): Period | undefined {
  const [, year, month] = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/.exec(name) ?? []
  if (year === undefined) return undefined
  const from = Date.UTC(Number(year), month === undefined ? 0 : Number(month) - 1)
  const end = month === undefined ? Date.UTC(Number(year) + 1, 0) : Date.UTC(Number(year), Number(month), 1)
  return { name, from: new Date(from), to: new Date(end - 1) }
}

/** The last month and the last year that were over at this time. */
export function lastPeriods(time: Date): Period[] {
  const lastMonth = new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() - 1))
  return [lastMonth.toISOString().slice(0, 7), String(time.getUTCFullYear() - 1)].flatMap(
    name => periodOf(name) ?? [],
  )
}
