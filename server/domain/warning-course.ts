// What became of warnings within a span of time: issued, changed, lifted, or run out; of each the words that held then.
import { levelOf, type Warning, type WarningContent } from './warning.ts'

type Deed = 'standing' | 'issued' | 'changed' | 'lifted' | 'ended'

export type Course = {
  warning: string
  level: Warning['level']
  words: WarningContent['words']
  expiresAt: string
  /** In the order of their times; one that stood before comes with `standing`. */
  deeds: { deed: Deed; at: string }[]
}

type Message = {
  warning: string
  kind: 'Alert' | 'Update' | 'Cancel'
  sentAt: Date
  expiresAt: Date
  content: WarningContent
}

const deedOf = { Alert: 'issued', Update: 'changed', Cancel: 'lifted' } as const

/** `messages`: all that were sent before the end, the oldest first. Warnings that had ended before the span are left out. */
export function coursesOf(messages: readonly Message[], from: Date, to: Date): Course[] {
  const byWarning = new Map<string, Message[]>()
  for (const message of messages) {
    if (message.sentAt >= to) continue
    const own = byWarning.get(message.warning)
    if (own) own.push(message)
    else byWarning.set(message.warning, [message])
  }
  return [...byWarning].flatMap(([warning, own]) => {
    const before = own.findLast(({ sentAt }) => sentAt < from)
    const last = own.at(-1)
    const said = own.findLast(({ kind }) => kind !== 'Cancel') ?? last
    if (!last || !said) return []
    const within = own.filter(({ sentAt }) => sentAt >= from)
    const stood = before !== undefined && before.kind !== 'Cancel' && before.expiresAt > from
    if (!stood && within.length === 0) return []
    const ranOut = last.kind !== 'Cancel' && last.expiresAt < to
    const deeds: Course['deeds'] = [
      ...(stood ? [{ deed: 'standing' as const, at: before.sentAt.toISOString() }] : []),
      ...within.map(({ kind, sentAt }) => ({ deed: deedOf[kind], at: sentAt.toISOString() })),
      ...(ranOut ? [{ deed: 'ended' as const, at: last.expiresAt.toISOString() }] : []),
    ]
    const { content, expiresAt } = said
    return [
      {
        warning,
        level: levelOf(content.severity),
        words: content.words,
        expiresAt: expiresAt.toISOString(),
        deeds,
      },
    ]
  })
}
