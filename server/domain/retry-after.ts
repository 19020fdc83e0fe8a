// How long another server asks to be left alone.

/** What asks for more than a day is asked again after a day, s. */
const LONGEST_S = 24 * 3_600

/** The seconds of a Retry-After header, which RFC 9110 knows as a number or as a date; undefined: it says none. */
export function secondsAsked(header: string | null | undefined, now: Date): number | undefined {
  const said = header?.trim() ?? ''
  const seconds = /^\d+$/.test(said)
    ? Number(said)
    : said.endsWith(' GMT')
      ? Math.ceil((Date.parse(said) - now.getTime()) / 1_000)
      : Number.NaN
  return Number.isNaN(seconds) ? undefined : Math.min(Math.max(seconds, 0), LONGEST_S)
}
