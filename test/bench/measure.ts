// What the benches share: candidates that take turns in one run, so that a busy machine slows all of them alike.
export type Result = { name: string; figures: Record<string, number>; row?: Row }

/** A line of the table in the README. `ours` and `beside` with their units; `ratio`: ours against what stands beside it in the same run. */
export type Row = { what: string; ours: string; beside?: string; ratio?: number; aim?: string }

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

export const rounded = (value: number): number =>
  value >= 100 ? Math.round(value) : Math.round(value * 100) / 100

/** Runs the candidates one after the other, so many rounds, the first one only to warm up; answers each one's values. */
export async function takeTurns<Name extends string>(
  candidates: Record<Name, () => Promise<number>>,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(candidates) as Name[]
  const values = Object.fromEntries(names.map(name => [name, []])) as unknown as Record<Name, number[]>
  for (let round = -1; round < rounds; round++)
    for (const name of names) {
      const value = await candidates[name]()
      if (round >= 0) values[name].push(value)
    }
  return values
}

/** A row of two things that took turns in one run, by the second each. */
export const besides = (
  what: string,
  unit: string,
  [ours, theirs]: [number[], number[]],
  beside: string,
  aim?: string,
): Row => ({
  what,
  ours: `${rounded(median(ours)).toLocaleString('en')} ${unit}`,
  beside: `${beside}: ${rounded(median(theirs)).toLocaleString('en')}`,
  ratio: ratio(ours, theirs),
  ...(aim !== undefined && { aim }),
})

/** The median of the rounds' own ratios. */
export const ratio = (ours: number[], theirs: number[]): number =>
  rounded(median(ours.map((value, round) => value / (theirs[round] ?? Number.NaN))))
