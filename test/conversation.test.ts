// The citizen's conversation step by step: what is asked, what is understood, and the way back.
import { describe, expect, test } from 'vitest'
import { mend, receipt } from '../server/domain/conversation.ts'
import { hazardKeys } from '../server/domain/hazards/index.ts'
import { type Language, say } from '../server/domain/messages/index.ts'
import { openStep } from '../server/domain/progress.ts'
import type { Report } from '../server/domain/report.ts'
import { aCitizen, kemang, otherKemang } from './citizen.ts'

const atConfirm = (language: Language = 'id') => {
  const citizen = aCitizen(language)
  citizen.says('/lapor')
  citizen.says('banjir')
  citizen.says('kemang')
  citizen.says('selutut')
  citizen.photographs('air naik terus')
  return citizen
}

describe('a whole report', () => {
  test('takes six messages with a typed place and a photo with its caption', () => {
    const citizen = aCitizen()
    citizen.says('/lapor')
    citizen.taps('Banjir')
    citizen.says('Kemang')
    citizen.taps('selutut')
    citizen.photographs('air naik terus')
    expect(citizen.text).toContain('Kemang, Kota Jakarta Selatan')
    const { sent } = citizen.taps('Kirim')
    expect(citizen.sent).toBe(6)
    expect(sent?.draft).toEqual({
      hazard: 'flood',
      answers: { depth: 50, trend: 'rising' },
      place: kemang.place,
      placedBy: 'name',
      words: 'air naik terus',
      photos: ['foto.jpg'],
    })
    expect(citizen.report).toBeUndefined()
  })

  test('reads the same in English, by its English commands', () => {
    const citizen = aCitizen('en')
    citizen.says('/report')
    citizen.taps('Flood')
    expect(citizen.text).toContain('Where is it?')
    citizen.shares()
    citizen.says('knee deep')
    citizen.taps('Skip')
    expect(citizen.text).toContain('🟨 Flood · 50 cm, knee (Minor)')
    expect(citizen.says('yes').sent?.draft).toMatchObject({ placedBy: 'location', answers: { depth: 50 } })
  })

  test('begins with the hazard, a location or a photo just as well, and keeps what came first', () => {
    const byWords = aCitizen()
    byWords.says('banjir di depan rumah, tolong')
    expect(byWords.report).toMatchObject({ hazard: 'flood', words: 'banjir di depan rumah, tolong' })
    const byPlace = aCitizen()
    byPlace.shares()
    byPlace.taps('Kebakaran')
    expect(byPlace.text).toContain('Seberapa dekat')
    const byPhoto = aCitizen()
    byPhoto.photographs('longsor menutup jalan')
    expect(byPhoto.report).toMatchObject({
      hazard: 'landslide',
      photos: ['foto.jpg'],
      words: 'longsor menutup jalan',
    })
    byPhoto.shares()
    expect(byPhoto.report?.place).toMatchObject(kemang.place)
  })

  test.each(hazardKeys)('of %s asks its questions by buttons and ends in a draft', hazard => {
    const citizen = aCitizen()
    citizen.says('/lapor')
    const { label = '' } =
      citizen.last.replies[0]?.buttons?.flat().find(b => b.choice.endsWith(`|${hazard}`)) ?? {}
    citizen.taps(label)
    citizen.shares()
    for (let asked = 0; citizen.report && openStep(citizen.report).startsWith('?') && asked < 8; asked++) {
      const done = citizen.report.answers[openStep(citizen.report).slice(1)] && citizen.choice('Selesai')
      if (done) citizen.hand({ kind: 'choice', choice: done })
      else citizen.taps(/./)
    }
    citizen.taps('Lewati')
    const { sent } = citizen.taps('Kirim')
    expect(sent?.draft.hazard).toBe(hazard)
    expect(Object.keys(sent?.draft.answers ?? {}).length).toBeGreaterThan(0)
  })

  test('offers the other places of that name at the end, and one tap changes over', () => {
    const citizen = atConfirm()
    citizen.taps('Kabupaten Sikka')
    expect(citizen.text).toContain('📍 Kemang, Kabupaten Sikka')
    citizen.taps('Kota Jakarta Selatan')
    citizen.taps('Kabupaten Sikka')
    expect(citizen.taps('Kirim').sent?.draft.place).toEqual(otherKemang.place)
  })

  test('keeps what was typed as the place when it says more than the name that was found', () => {
    const citizen = aCitizen()
    citizen.says('banjir')
    citizen.says('jalan kemang raya depan mcd')
    citizen.says('80 cm')
    citizen.taps('Lewati')
    expect(citizen.taps('Kirim').sent?.draft.words).toBe('📍 jalan kemang raya depan mcd')
  })
})

describe('the way back', () => {
  test('leads through every step and loses nothing that was given', () => {
    const citizen = atConfirm()
    const before = citizen.report
    for (const expected of ['extras', '?depth', 'place', 'hazard']) {
      citizen.says('kembali')
      expect(citizen.report && openStep(citizen.report)).toBe(expected)
    }
    citizen.says('kembali')
    for (let steps = 0; citizen.report && openStep(citizen.report) !== 'confirm' && steps < 5; steps++)
      citizen.taps('Tetap')
    expect({ ...citizen.report, reopened: undefined }).toEqual({ ...before, reopened: undefined })
  })

  test('changes the place or the answers alone, and returns to the end', () => {
    const citizen = atConfirm()
    citizen.taps('Ubah tempat')
    citizen.shares({ lng: 107.6, lat: -6.9 })
    expect(citizen.text).toContain('lokasi yang Anda bagikan')
    citizen.taps('Ubah jawaban')
    citizen.says('1,5 meter')
    expect(citizen.text).toContain('🟧 Banjir · 150 cm')
    expect(citizen.report).toMatchObject({ words: 'air naik terus', photos: ['foto.jpg'] })
  })

  test('photos that come one by one all go along, and the fifth is told', () => {
    const citizen = atConfirm()
    for (const name of ['b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'])
      citizen.hand({ kind: 'photo', photo: { name }, caption: '' })
    expect(citizen.text).toContain('4 foto')
    expect(citizen.taps('Kirim').sent?.draft.photos).toEqual(['foto.jpg', 'b.jpg', 'c.jpg', 'd.jpg'])
  })

  test('another hazard asks its own questions and keeps place, words and photo', () => {
    const citizen = atConfirm()
    citizen.taps('Ubah bencana')
    citizen.taps('Kebakaran')
    citizen.taps('Dekat, sekitar')
    expect(citizen.taps('Kirim').sent?.draft).toMatchObject({
      hazard: 'fire',
      answers: { distance: 100 },
      words: 'air naik terus',
    })
  })

  test('cancel ends it at any step, by button, by word and by command, and sends nothing', () => {
    for (const word of ['/batal', '/cancel', 'batal']) {
      const citizen = atConfirm()
      expect(citizen.says(word).sent).toBeUndefined()
      expect(citizen.report).toBeUndefined()
      expect(citizen.text).toContain('tidak ada yang terkirim')
    }
  })
})

describe('what is not expected', () => {
  test('a wrong input is answered by what is expected now, and the question stands', () => {
    const citizen = aCitizen()
    citizen.says('/lapor')
    citizen.says('entahlah')
    expect(citizen.text).toContain(say('id', 'bot.hear-hazard'))
    citizen.says('banjir')
    citizen.says('xqzv')
    expect(citizen.text).toContain(say('id', 'bot.hear-place'))
    expect(citizen.last.replies[0]?.askLocation).toBeTruthy()
    citizen.says('kemang')
    citizen.says('lumayan')
    expect(citizen.text).toContain(say('id', 'bot.hear-depth'))
    citizen.hand({ kind: 'other' })
    expect(citizen.report).toMatchObject({ hazard: 'flood', place: { name: 'Kemang, Kota Jakarta Selatan' } })
  })

  test('a button of an earlier question does no damage: the open question comes to where it was tapped', () => {
    const citizen = aCitizen()
    citizen.says('banjir')
    citizen.shares()
    const depth = citizen.choice('sepinggang')
    citizen.taps('selutut')
    const before = citizen.report
    const { replies } = citizen.hand({ kind: 'choice', choice: depth, message: '7' })
    expect(citizen.report).toEqual(before)
    expect(replies).toHaveLength(1)
    expect(replies[0]).toMatchObject({ edit: '7', text: say('id', 'bot.ask-extras') })
  })

  test('a button of a finished report is answered kindly, and one of another report answers nothing', () => {
    const citizen = atConfirm()
    const old = citizen.choice('Kirim')
    citizen.taps('Kirim')
    expect(citizen.hand({ kind: 'choice', choice: old }).sent).toBeUndefined()
    expect(citizen.text).toBe(say('id', 'bot.button-old'))
    citizen.says('/lapor')
    expect(citizen.hand({ kind: 'choice', choice: old }).sent).toBeUndefined()
  })

  test('a place outside, at sea or at (0, 0) is refused at once, and asked again', () => {
    const citizen = aCitizen()
    citizen.says('banjir')
    for (const place of [
      { lng: 0, lat: 0 },
      { lng: 2.35, lat: 48.85 },
      { lng: Number.NaN, lat: 1 },
    ]) {
      citizen.shares(place)
      expect(citizen.report?.place).toBeUndefined()
      expect(citizen.last.replies[0]?.askLocation).toBeTruthy()
    }
    citizen.shares({ lng: -6.2607, lat: 106.8166 })
    expect(citizen.report?.place).toMatchObject(kemang.place)
  })

  test('a photo that cannot be had is told, and the report goes on without it', () => {
    const citizen = aCitizen()
    citizen.says('banjir')
    citizen.shares()
    citizen.says('lutut')
    citizen.hand({ kind: 'photo', photo: 'lost', caption: 'dari jendela' })
    expect(citizen.text).toContain(say('id', 'bot.photo-lost'))
    expect(citizen.taps('Kirim').sent?.draft).toMatchObject({ photos: [], words: 'dari jendela' })
  })

  test('a refused report goes back to the step that can mend it', () => {
    const citizen = atConfirm()
    const back = mend(citizen.conversation, { refused: 'place-outside', details: { lat: 1, lng: 2 } })
    expect(back.conversation.report && openStep(back.conversation.report)).toBe('place')
    expect(back.replies[0]?.text).toContain('di luar wilayah')
    const wordy = mend(citizen.conversation, { refused: 'words-too-long', details: { limit: 4000 } })
    expect(wordy.conversation.report && openStep(wordy.conversation.report)).toBe('extras')
  })

  test('a report that was left for a day is let go, and said so', () => {
    const citizen = atConfirm()
    citizen.says('ya', { now: new Date('2026-01-06T11:00:00Z') })
    expect(citizen.last.sent).toBeUndefined()
    expect(citizen.text).toContain(say('id', 'bot.expired'))
  })
})

describe('an edited message', () => {
  const says = (text: string, message: string) => ({ kind: 'text', text, message }) as const
  const edits = (text: string, message: string) => ({ kind: 'edited', text, message }) as const

  test('counts as if it had said so at once: hazard, depth and words', () => {
    const citizen = aCitizen()
    citizen.hand(says('banjir 50 cm', '1'))
    citizen.hand(edits('banjir 80 cm di kemang', '1'))
    expect(citizen.text).toContain('Kami memakai tulisan Anda yang baru.')
    expect(citizen.report).toMatchObject({
      answers: { depth: 80 },
      words: 'banjir 80 cm di kemang',
      place: { name: 'Kemang, Kota Jakarta Selatan' },
    })
    citizen.hand(edits('kebakaran di kemang', '1'))
    expect(citizen.report).toMatchObject({ hazard: 'fire', answers: {}, words: 'kebakaran di kemang' })
  })

  test('mends an answer, and leaves what was said before as it is', () => {
    const citizen = aCitizen()
    citizen.says('/lapor')
    citizen.taps('Banjir')
    citizen.shares()
    citizen.hand(says('30 cm', '7'))
    citizen.hand(edits('80 cm', '7'))
    expect(citizen.report).toMatchObject({ hazard: 'flood', answers: { depth: 80 }, place: kemang.place })
  })

  test('neither ends nor sends the report', () => {
    const citizen = aCitizen()
    citizen.hand(says('banjir 50 cm', '1'))
    for (const text of ['halo', '/batal', 'ya']) {
      expect(citizen.hand(edits(text, '1')).sent).toBeUndefined()
      expect(citizen.report).toMatchObject({ hazard: 'flood', answers: { depth: 50 } })
    }
  })

  test('is too old once something has followed it, and the open question stands', () => {
    const citizen = aCitizen()
    citizen.hand(says('banjir 50 cm', '1'))
    citizen.shares()
    citizen.hand(edits('banjir 80 cm', '1'))
    expect(citizen.text).toContain('pesan lama tidak kami baca')
    expect(citizen.report).toMatchObject({ answers: { depth: 50 } })
  })
})

describe('beside the report', () => {
  test('the language changes at any step and nothing else does', () => {
    const citizen = atConfirm()
    const before = citizen.report
    citizen.says('/bahasa')
    citizen.taps('English')
    expect(citizen.report).toEqual(before)
    expect(citizen.text).toContain('Is this right?')
    expect(citizen.conversation.language).toBe('en')
  })

  test('start names the emergency number and offers the hazards', () => {
    const citizen = aCitizen()
    citizen.says('/start')
    expect(citizen.text).toContain('112')
    citizen.taps('Gempa')
    expect(citizen.report?.hazard).toBe('earthquake')
  })

  test.each(['/start', '/hapus'])('%s leads to the privacy notice', command => {
    const { replies } = aCitizen().says(command)
    const url = 'https://kentongan.example/privasi?lang=id'
    expect(replies[0]?.links).toEqual([{ label: say('id', 'bot.privacy'), url }])
  })

  test('/lapor offers the form by a one-time link', () => {
    const { replies, card } = aCitizen().says('/lapor')
    expect(card).toBe(true)
    expect(replies[0]?.links).toEqual([
      {
        label: say('id', 'bot.form'),
        url: 'https://kentongan.example/card/c0ffee00-0000-4000-8000-000000000000',
        form: true,
      },
    ])
  })

  test('help and status in the middle of a report ask the open question again', () => {
    const citizen = atConfirm()
    citizen.says('/bantuan')
    expect(citizen.text).toContain('/lapor')
    expect(citizen.text).toContain('Sudah benar?')
    citizen.says('/status@KentonganBot')
    expect(citizen.text).toContain(say('id', 'bot.status-none'))
  })

  test('status shows number, state, local time and link; the receipt number, advice, link and emergency numbers', () => {
    const citizen = aCitizen()
    citizen.says('/status', {
      reports: [aReport],
      regionAt: () => ({ code: 'ID-PA', timeZone: 'Asia/Jayapura' }),
    })
    expect(citizen.text).toContain('1000007')
    expect(citizen.text).toContain('Terverifikasi')
    expect(citizen.text).toContain('19.00')
    expect(citizen.text).toContain(`https://kentongan.example/laporan/${aReport.id}`)
    const links = [{ label: 'See it on the map', url: 'https://kentongan.example' }]
    const { text, ...said } = receipt(aReport, 'en', links)
    expect(text).toContain('1000007')
    expect(text).toContain('Stay away from cables')
    expect(text).toContain('112')
    expect(said.links).toEqual(links)
  })
})

const aReport: Report = {
  id: '01900000-0000-7000-8000-00000000abcd',
  number: 1000007,
  version: 2,
  hazard: 'flood',
  answers: { depth: 50 },
  level: 1,
  about: null,
  at: '2026-01-05T10:00:00.000Z',
  receivedAt: '2026-01-05T10:00:00.000Z',
  expiresAt: '2026-01-05T22:00:00.000Z',
  place: { lng: 140.7, lat: -2.5 },
  placedBy: 'location',
  exactness: null,
  region: 'ID-PA',
  area: null,
  words: '',
  title: null,
  photos: [],
  source: 'grasp',
  partner: null,
  tags: null,
  points: null,
  flag: null,
  state: 'verified',
  drill: false,
  secret: false,
}
