// What a citizen is told when an officer has decided about the report.
import { hazardOf } from './hazards/index.ts'
import { type Language, phrase, say } from './messages/index.ts'
import type { Link, Reply } from './reply.ts'
import type { Report } from './report.ts'

export type Notice = 'verified' | 'dismissed' | 'resolved'

type Told = { language: Language; reason?: string; links: Link[] }

export function notice(kind: Notice, report: Report, { language: tongue, reason, links }: Told): Reply {
  const hazard = phrase(tongue, hazardOf(report.hazard).name)
  const text = say(tongue, `notice.${kind}`, { number: report.number, hazard })
  const words = reason?.trim()
  return {
    text: words ? `${text}\n\n${say(tongue, 'notice.reason', { reason: words })}` : text,
    links,
    question: false,
  }
}

/** An officer asks about the report; the citizen's next words are the answer. */
export function officersQuestion(
  report: Report,
  words: string,
  { language, links }: Omit<Told, 'reason'>,
): Reply {
  return { text: say(language, 'notice.question', { number: report.number, words }), links, question: false }
}
