// Where a citizen finds a report again: on the public map while anybody may see it, and under the private link that is the sender's alone.
import { type Language, say } from './messages/index.ts'
import type { Link } from './reply.ts'
import type { Report } from './report.ts'
import { isPublic } from './state.ts'

/** `linkTo`: the private link of a citizen's own report. */
export type Addresses = {
  publicUrl: string
  linkTo: (report: Pick<Report, 'id'>, citizen: string | null) => string
}

export function linksOf(
  report: Report,
  citizen: string | null,
  language: Language,
  { publicUrl, linkTo }: Addresses,
): Link[] {
  const map = { label: say(language, 'bot.receipt-map'), url: `${publicUrl}/?report=${report.id}` }
  const own = { label: say(language, 'mine.link'), url: linkTo(report, citizen) }
  return isPublic(report) ? [map, own] : [own]
}
