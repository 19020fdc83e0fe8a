// What a citizen is told when an officer has decided about the report.
import { hazardOf } from './hazards/index.ts'
import { isLanguage, phrase, say } from './messages/index.ts'
import type { Reply } from './reply.ts'
import type { Report } from './report.ts'

export type Notice = 'verified' | 'dismissed' | 'resolved'

export function notice(kind: Notice, report: Report, language: string, reason?: string): Reply {
  const tongue = isLanguage(language) ? language : 'id'
  const hazard = phrase(tongue, hazardOf(report.hazard).name)
  const text = say(tongue, `notice.${kind}`, { number: report.number, hazard })
  const words = reason?.trim()
  return {
    text: words ? `${text}\n\n${say(tongue, 'notice.reason', { reason: words })}` : text,
    question: false,
  }
}
