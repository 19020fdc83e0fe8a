// Any sequence of inputs, sensible or not: the conversation answers each one and loses nothing.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Conversation, step } from '../server/domain/conversation.ts'
import type { Input } from '../server/domain/exchange.ts'
import type { Language } from '../server/domain/messages/index.ts'
import { openStep, type Progress } from '../server/domain/progress.ts'
import type { Reply } from '../server/domain/reply.ts'
import type { Report } from '../server/domain/report.ts'
import { given, kemang } from './citizen.ts'

const aReport: Report = {
  ...{ id: '01900000-0000-7000-8000-00000000abcd', number: 1000007, version: 1, hazard: 'flood' },
  ...{ answers: { depth: 50 }, level: 1, about: null, placedBy: 'location', exactness: null },
  at: '2026-01-05T09:00:00.000Z',
  receivedAt: '2026-01-05T09:00:00.000Z',
  expiresAt: '2026-01-05T21:00:00.000Z',
  place: kemang.place,
  ...{ region: 'ID-JK', area: null, words: '', title: null, photos: [], source: 'grasp', partner: null },
  ...{ tags: null, points: null, flag: null, state: 'unverified', drill: false, secret: false },
}
/** The citizen has reported before, and somebody else has reported nearby. */
const known = {
  reports: [aReport],
  seenNear: () => [{ ...aReport, id: '01900000-0000-7000-8000-00000000abce', metres: 120 }],
}

test('no sequence of inputs throws, goes unanswered, or loses what was given', () => {
  const words = [
    'banjir',
    'kemang',
    'selutut',
    '80 cm',
    'ya',
    'jalan',
    '/lapor',
    '/status',
    '/bahasa',
    '/bantuan',
    '/start',
    'kembali',
    'lewati',
    '\u0000',
    '',
  ]
  const act = fc.oneof(
    { weight: 3, arbitrary: fc.nat(40).map(tap => ({ tap })) },
    { weight: 1, arbitrary: fc.nat(40).map(old => ({ old })) },
    fc.constantFrom(...words).map((text): Input => ({ kind: 'text', text, message: '1' })),
    fc.constantFrom(...words).map((text): Input => ({ kind: 'edited', text, message: '1' })),
    fc.string({ unit: 'binary' }).map((text): Input => ({ kind: 'text', text })),
    fc.string().map((choice): Input => ({ kind: 'choice', choice })),
    fc.record({ lng: fc.double(), lat: fc.double() }).map((place): Input => ({ kind: 'place', place })),
    fc.constant<Input>({ kind: 'place', place: kemang.place }),
    fc.constantFrom<Input>(
      { kind: 'photo', photo: { name: 'foto.jpg' }, caption: '' },
      { kind: 'photo', photo: 'lost', caption: 'aduh' },
      { kind: 'photo', photo: { refused: 'photo-kind' }, caption: '' },
      { kind: 'other' },
    ),
  )
  fc.assert(
    fc.property(fc.array(act, { maxLength: 40 }), fc.constantFrom<Language>('id', 'en'), (acts, language) => {
      const seen: string[] = []
      let shown: string[] = []
      let conversation: Conversation = { language }
      for (const one of acts) {
        const input: Input | undefined =
          'kind' in one ? one : tapped('tap' in one ? shown : seen, 'tap' in one ? one.tap : one.old)
        if (!input) continue
        const { replies, conversation: next, sent, does } = step(conversation, input, given(known))
        expect(sent || does ? 1 : replies.length).toBeGreaterThan(0)
        for (const reply of replies) expect(reply.text).not.toMatch(/^\s*$|\{\w+\}|undefined/)
        const choices = choicesOf(replies)
        for (const choice of choices) expect(Buffer.byteLength(choice)).toBeLessThanOrEqual(64)
        if (choices.length > 0) shown = choices
        seen.push(...choices)
        if (conversation.report && !sent && !isCancel(input)) {
          expect(next.report).toBeDefined()
        }
        // Whoever edits a message takes back what it said before.
        if (conversation.report && !sent && !isCancel(input) && input.kind !== 'edited') {
          expect(givenIn(next.report)).toEqual(expect.arrayContaining(givenIn(conversation.report)))
          expect(next.report?.words ?? '').toContain(
            openStep(conversation.report) === 'extras' ? '' : (conversation.report.words ?? ''),
          )
        }
        conversation = JSON.parse(JSON.stringify(next))
      }
    }),
    { numRuns: 500 },
  )
})

const tapped = (choices: string[], index: number): Input | undefined => {
  const choice = choices[index % Math.max(1, choices.length)]
  return choice === undefined ? undefined : { kind: 'choice', choice, message: '1' }
}

const choicesOf = (replies: Reply[]) =>
  replies.flatMap(reply => reply.buttons ?? []).flatMap(row => row.map(({ choice }) => choice))

const isCancel = (input: Input) =>
  (input.kind === 'choice' && input.choice.endsWith('|cancel')) ||
  (input.kind === 'text' && /batal|cancel/i.test(input.text))

/** The kinds of things that the citizen has given: a better one may replace them, nothing may remove them. */
const givenIn = (report: Progress | undefined): string[] =>
  [
    report?.hazard && 'hazard',
    report?.place && 'place',
    report?.photos && 'photo',
    report?.words && 'words',
  ].filter(kind => typeof kind === 'string')
