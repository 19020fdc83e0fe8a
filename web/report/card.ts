// The one-time report link: the same report, sent in the shape that such links have always had.
import { hazardOf } from '../../server/domain/hazards/index.ts'
import { sayRefusal } from '../../server/domain/messages/index.ts'
import { type Answered, ask, findReport, type NewReport, type Problem } from '../api.ts'
import { language } from '../language.ts'

type Card = { result: { received: boolean; report?: { pkey?: string } | null } }

const path = (id: string) => `/cards/${encodeURIComponent(id)}`

/** Whether the link can still be used. Unreachable counts as usable: what is filled in is kept until it arrives. */
export async function cardState(id: string): Promise<'usable' | 'unknown' | 'used'> {
  const known = await ask(path(id), { method: 'HEAD' })
  if ('problem' in known) return known.problem.status === 404 ? 'unknown' : 'usable'
  if ('unreachable' in known) return 'usable'
  const card = await ask<Card>(path(id))
  return 'found' in card && card.found.result.received ? 'used' : 'usable'
}

type Received = { id: string | null; number: number | null }

/** `again`: it was sent before, so a card that is used by now was used by this very report. */
export async function sendCard(id: string, report: NewReport, again: boolean): Promise<Answered<Received>> {
  const hazard = hazardOf(report.hazard)
  const answered = await ask(path(id), {
    method: 'PUT',
    body: JSON.stringify({
      disaster_type: hazard.wire.disasterType,
      // A report whose questions were all left open still says its kind.
      card_data: hazard.wire.toReportData(report.answers) ?? { report_type: hazard.wire.disasterType },
      text: report.words,
      created_at: report.at ?? new Date().toISOString(),
      location: report.place,
      ...(report.drill && { is_training: true }),
    }),
  })
  if ('unreachable' in answered) return answered
  if ('problem' in answered) {
    const used = answered.problem.status === 409
    if (!used || !again) return { problem: inWords(answered.problem) }
  }
  return { found: await receivedBy(id), status: 200 }
}

/** Card links answer as they always have, with a code and no sentence; the sentence is ours. */
function inWords(problem: Problem): Problem {
  const code = problem.status === 404 ? 'card-unknown' : problem.status === 409 ? 'card-used' : problem.code
  return { ...problem, code, detail: sayRefusal(language.value, { refused: code }) }
}

/** The number and address of the card's report; the receipt can do without, when the line breaks just now. */
async function receivedBy(id: string): Promise<Received> {
  const card = await ask<Card>(path(id))
  const number = 'found' in card ? card.found.result.report?.pkey : undefined
  const report = number ? await findReport(number) : undefined
  return report && 'found' in report ? report.found.properties : { id: null, number: null }
}

/** The photo goes to an address of its own, good for a while, and is then named to the card. */
export async function sendCardPhoto(id: string, photo: Blob): Promise<Answered<unknown>> {
  const offered = await ask<{ signedRequest: string; url: string }>(`${path(id)}/images`, {
    headers: { 'Content-Type': photo.type },
  })
  if (!('found' in offered)) return offered
  // The path alone: the page may have been opened under another name of this server.
  const { pathname, search } = new URL(offered.found.signedRequest, location.href)
  const put = await ask(pathname + search, {
    method: 'PUT',
    headers: { 'Content-Type': photo.type },
    body: photo,
  })
  if (!('found' in put)) return put
  const name = offered.found.url.split('/').pop()
  return ask(path(id), { method: 'PATCH', body: JSON.stringify({ image_url: name }) })
}
