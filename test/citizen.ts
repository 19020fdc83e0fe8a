// A citizen who talks to the pure conversation, without any channel.
import { type Conversation, step } from '../server/domain/conversation.ts'
import type { Given, Input, Outcome } from '../server/domain/exchange.ts'
import type { Language } from '../server/domain/messages/index.ts'
import type { Progress } from '../server/domain/progress.ts'

export const kemang = {
  name: 'Kemang',
  within: 'Kota Jakarta Selatan, DKI Jakarta',
  place: { lng: 106.8166, lat: -6.2607 },
  score: 0.97,
}
export const otherKemang = {
  name: 'Kemang',
  within: 'Kabupaten Sikka, Nusa Tenggara Timur',
  place: { lng: 122.4, lat: -8.6 },
  score: 0.95,
}

let keys = 0
export const given = (changes: Partial<Given> = {}): Given => ({
  now: new Date('2026-01-05T10:00:00Z'),
  publicUrl: 'https://kentongan.example',
  key: `01900000-0000-7000-8000-${String(keys++).padStart(12, '0')}`,
  card: 'c0ffee00-0000-4000-8000-000000000000',
  placeIn: words => (/kemang/i.test(words) ? { ...kemang, exactness: 1_500 } : undefined),
  findPlaces: words => (/kemang/i.test(words) ? [kemang, otherKemang] : []),
  regionAt: ({ lng, lat }) => (lng > 95 && lng < 141 && lat > -11 && lat < 6 ? { code: 'ID-JK' } : undefined),
  reports: [],
  subscriptions: [],
  linkTo: ({ id }) => `https://kentongan.example/laporan/${id}`,
  seenNear: () => [],
  ...changes,
})

/** A citizen who talks to the pure conversation. */
export function aCitizen(language: Language = 'id') {
  let conversation: Conversation = { language }
  let last: Outcome = { conversation, replies: [] }
  let sent = 0
  const hand = (input: Input, changes: Partial<Given> = {}) => {
    sent++
    last = step(conversation, input, given(changes))
    conversation = last.conversation
    return last
  }
  const buttons = () => last.replies.flatMap(reply => reply.buttons ?? []).flat()
  const labelled = (label: string | RegExp) =>
    buttons().find(button =>
      typeof label === 'string' ? button.label.includes(label) : label.test(button.label),
    )
  return {
    says: (text: string, changes: Partial<Given> = {}) => hand({ kind: 'text', text }, changes),
    taps(label: string | RegExp, message?: string) {
      const button = labelled(label)
      if (!button) throw new Error(`no button ${label} among ${buttons().map(one => one.label)}`)
      return hand({ kind: 'choice', choice: button.choice, message })
    },
    hand,
    choice: (label: string | RegExp) => labelled(label)?.choice ?? '',
    shares: (place = kemang.place) => hand({ kind: 'place', place }),
    photographs: (caption = '') => hand({ kind: 'photo', photo: { name: 'foto.jpg' }, caption }),
    get last() {
      return last
    },
    get text() {
      return last.replies.map(reply => reply.text).join('\n')
    },
    get report(): Progress | undefined {
      return conversation.report
    },
    get conversation() {
      return conversation
    },
    get sent() {
      return sent
    },
  }
}
