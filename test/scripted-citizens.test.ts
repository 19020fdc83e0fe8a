// How many messages a report takes, of citizens who say as much as they like and then answer only what they are asked.
import { describe, expect, test } from 'vitest'
import type { Language } from '../server/domain/messages/index.ts'
import { aCitizen } from './citizen.ts'

const wordsOf = {
  id: { send: 'Kirim', skip: 'Lewati', place: 'Di mana', unknown: 'Tidak tahu' },
  en: { send: 'Send', skip: 'Skip', place: 'Where', unknown: 'know' },
} satisfies Record<Language, Record<string, string>>

/** What a citizen writes first, as people wrote in 2020 and as they did not. */
const first: [Language, string][] = [
  ['id', 'banjir selutut di jalan kemang raya depan mcd, air naik terus, tolong ada lansia'],
  ['id', 'Banjir setinggi 70-80 cm di perumahan, belum surut'],
  ['id', 'air sudah sepinggang orang dewasa mas'],
  ['id', 'genangan 30cm depan rumah, motor mogok'],
  ['id', 'bnjir sedengkul'],
  ['id', 'banjir'],
  ['id', 'ada banjir di gang kami, tolong bantu evakuasi nenek saya'],
  ['id', 'banjir se ban mobil, jalan tidak bisa dilewati'],
  ['id', 'kali meluap, air masuk rumah semata kaki'],
  ['id', 'kebakaran hutan di belakang desa'],
  ['id', 'gempa keras, rumah retak'],
  ['id', 'gunung meletus hujan abu'],
  ['id', 'tanah longsor menutup jalan'],
  ['id', 'angin puting beliung, atap terbang'],
  ['id', 'asap tebal sekali'],
  ['en', 'flood waist deep in front of the station'],
  ['en', 'water is knee high and rising, we need help'],
  ['en', 'earthquake, the house has cracks'],
  ['en', '/report'],
  ['id', '/lapor'],
]

function report(language: Language, words: string) {
  const citizen = aCitizen(language)
  const { send, skip, place, unknown } = wordsOf[language]
  let outcome = citizen.says(words)
  while (!outcome.sent) {
    if (citizen.sent >= 20) throw new Error(`no end is in sight: ${citizen.text}`)
    if (citizen.choice(send)) outcome = citizen.taps(send)
    else if (citizen.text.includes(place)) outcome = citizen.shares()
    else if (citizen.choice(skip)) outcome = citizen.taps(skip)
    else if (citizen.choice(unknown)) outcome = citizen.taps(unknown)
    else outcome = citizen.taps(/Banjir|Flood/)
  }
  return { messages: citizen.sent, hazard: outcome.sent.draft.hazard }
}

describe('a scripted citizen', () => {
  test.each(first)('in %s who begins with "%s" needs seven messages at most', (language, words) => {
    expect(report(language, words).messages).toBeLessThanOrEqual(7)
  })

  test('in the median needs one message, a location and one tap', () => {
    const counts = first.map(([language, words]) => report(language, words).messages).sort((a, b) => a - b)
    console.log(`Messages of ${counts.length} scripted citizens: ${counts.join(' ')}`)
    expect(counts[Math.floor(counts.length / 2)]).toBe(3)
  })
})
