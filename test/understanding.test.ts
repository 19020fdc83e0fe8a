// One message in a citizen's own words: the depth, the hazard, the trend, the place and a call for rescue are understood, and only the rest is asked.
import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readArchiveRow } from '../server/domain/archive-row.ts'
import type { HazardKey } from '../server/domain/hazards/index.ts'
import { depthIn } from '../server/domain/understanding/depth.ts'
import { createEvaluation } from '../server/domain/understanding/evaluation.ts'
import { understand } from '../server/domain/understanding/index.ts'
import { languageIn } from '../server/domain/understanding/language.ts'
import { placeIn } from '../server/domain/understanding/place.ts'
import { aCitizen } from './citizen.ts'

describe('how deep the water is', () => {
  test.each([
    ['banjir 70-80 cm', 75],
    ['setinggi 40 sampai 60 senti', 50],
    ['kedalaman 30-70cm. Dari tadi pagi belum surut', 50],
    ['air sudah 1,5 meter', 150],
    ['setengah meter di luar rumah', 50],
    ['1/2 meter', 50],
    ['½ meter', 50],
    ['1½ meter', 150],
    ['20 an cm', 20],
    ['semeter lebih', 100],
    ['satu setengah meter', 150],
    ['tinggi air sekitar 40', 40],
    ['banjir selutut orang dewasa', 50],
    ['se-lutut', 50],
    ['sedengkul', 50],
    ['sak dengkul', 50],
    ['selutut anak kecil', 32.5],
    ['sepingang orang dewasa', 95],
    ['setinggi dada', 125],
    ['betis hingga lutut', 42.5],
    ['setengah ban mobil', 25],
    ['semata kaki', 20],
    ['knee deep', 50],
    ['up to the waist', 95],
    ['waist-deep water', 95],
    ['dini hari 4 meter, sekarang masih selutut', 50],
    ['dada pagi tadi, sekarang sepaha', 65],
    ['mobil tidak bisa lewat', 60],
  ])('"%s" is %s cm', (text, depth) => expect(depthIn(text)).toBeCloseTo(depth))

  test.each([
    ['Javanese', "sa'dengkul", 50],
    ['Javanese', 'banyune munggah sak dodo', 125],
    ['Sundanese', 'cai dugi ka cangkeng', 95],
    ['Betawi', 'aer udeh ampe leher', 145],
    ['an SMS', 'air sdh spinggang', 95],
    ['an SMS', 'bnjr spaha', 65],
    ['a hurry', 'selututttt', 50],
    ['a hurry', 'banjir sepahaa', 65],
    ['a slip', 'air selutud', 50],
    ['a slip', 'banjir 50 sntimeter', 50],
    ['numbers in words', 'setinggi lima puluh senti', 50],
    ['numbers in words', 'tujuh puluh lima cm', 75],
    ['feet', 'about 2 ft of water', 60],
    ['spans of a hand', 'dua jengkal', 40],
  ])('in %s: "%s" is %s cm', (_how, text, depth) => expect(depthIn(text)).toBeCloseTo(depth))

  test.each([
    ['less than a mark that is almost reached', 'hampir sepinggang', 95 * 0.85],
    ['less than a mark that is not reached', 'belum sampai lutut', 50 * 0.85],
    ['half up the thigh, not half as deep', 'setengah paha', 65 * 0.75],
    ['half a metre and more, not a metre', 'setengah meter lebih', 50],
    ['by the body rather than by a truck', 'sepinggang, bahkan sampai pintu truk', 95],
    ['what is left of it', 'tadi malam sedada, sekarang tinggal semata kaki', 20],
  ])('is %s', (_what, text, depth) => expect(depthIn(text)).toBeCloseTo(depth))

  test.each([
    ['there is none', 'di sini tidak banjir', 0],
    ['there is none', 'nihil banjir', 0],
    ['motorbikes still pass', 'genangan, masih bisa dilalui motor', 30],
    ['nobody passes', 'banjir, jalan tidak bisa dilewati', 60],
    ['it is in the house', 'air sudah masuk rumah', 40],
  ])('is hinted at: %s', (_what, text, depth) => expect(depthIn(text)).toBe(depth))

  test.each([
    'jalan kemang raya nomor 45',
    'biasanya tidak banjir, sekarang banjir',
    'semoga tidak banjir',
    'tidak pernah banjir sebelumnya',
    'air belum masuk rumah',
    'ada maling masuk rumah',
    'kemarin sepinggang, sekarang sudah surut',
    'sepupu saya terjebak banjir',
    'seputaran Simpang Lima banjir',
    'banjir dan seterusnya',
    'awas pusaran air',
    'sandal saya hanyut',
    'kakek nyeri dada',
    'rt 05 rw 11 sejak jam 10',
    'sejauh 500 m dari pasar',
    'naik 10 cm dari tadi',
    'TMA Katulampa 80 cm',
    'sakit kepala',
    'ketika hujan deras',
    'kepala desa sudah datang',
    '2 Januari 2020 pukul 15.00',
    '',
  ])('"%s" tells no depth', text => expect(depthIn(text)).toBeUndefined())

  test('any text is answered with a depth on the scale or with none', () => {
    const words = fc.constantFrom(
      'se',
      'lutut',
      '70',
      '-',
      'cm',
      'm',
      'setengah',
      'banjir',
      '1,5',
      'sampai',
      '/',
      's/d',
      'mata kaki',
      '🌊',
      '\n',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'grapheme' }),
          fc.array(words, { maxLength: 12 }).map(all => all.join(' ')),
        ),
        text => {
          const { depth } = understand(text)
          expect(depth === undefined || (depth >= 0 && depth <= 200 && Number.isInteger(depth))).toBe(true)
        },
      ),
      { seed: 24022020, numRuns: 2_000 },
    )
  })
})

describe('what else a message says', () => {
  test.each([
    ['banjir selutut, air naik terus', { hazard: 'flood', depth: 50, trend: 'rising', rescue: false }],
    ['sepinggang dan belum surut juga', { hazard: 'flood', depth: 95, trend: 'steady', rescue: false }],
    ['banjir sudah mulai surut', { hazard: 'flood', trend: 'falling', rescue: false }],
    ['gempa terasa kuat', { hazard: 'earthquake', rescue: false }],
    ['banjir sedada, tolong ada lansia', { hazard: 'flood', depth: 125, rescue: true }],
    ['kami terjebak di lantai atas', { rescue: true }],
    [
      'water is chest deep and rising, we are trapped',
      { hazard: 'flood', depth: 125, trend: 'rising', rescue: true },
    ],
    ['semua warga sudah dievakuasi', { rescue: false }],
    ['selamat pagi', { rescue: false }],
    ['air makin naik', { hazard: 'flood', trend: 'rising' }],
    ['air berangsur surut', { hazard: 'flood', trend: 'falling' }],
    ['air surut 10 cm', { hazard: 'flood', depth: undefined, trend: 'falling' }],
    ['banjir 40 cm, tidak bertambah', { hazard: 'flood', depth: 40, trend: 'steady' }],
    ['anak saya hanyut', { rescue: true }],
  ])('%s', (text, expected) => expect(understand(text)).toMatchObject(expected))

  test.each([
    ['banjir selutut di Kemang depan mcd', 'Kemang'],
    ['Jl. Mawar RT 3 kel Duri Kepa kec Kebon Jeruk', 'Duri Kepa'],
    ['banjir di tanjung duren utara', 'Tanjung Duren'],
    ['Kec. Baleendah Kab. Bandung terendam', 'Baleendah'],
    ['genteng rumah bocor', undefined],
    ['kali meluap lagi', undefined],
    ['jalan Surabaya banjir', undefined],
    ['banjir di Matraman, Jakarta Timur', 'Matraman'],
    ['Ujung Menteng, Kec. Cakung, Jakarta Timur', 'Ujung Menteng'],
    ['Kel. Kandangan, Kec. Benowo', 'Benowo'],
    ['Martapura kab. Banjar terendam', 'Martapura'],
    ['banjir bandang di Masamba lutra', 'Masamba'],
    ['pd. aren tangsel', 'Pondok Aren'],
    ['kb jeruk jakbar banjir', 'Kebon Jeruk'],
    ['kp. melayu terendam', 'Kampung Melayu'],
    ['banjir ditebet', 'Tebet'],
    ['banjir kiriman dari Bogor di Kampung Melayu', 'Kampung Melayu'],
    ['Joglo Raya arah Tangerang tergenang', 'Joglo'],
    ['kali Grogol meluap', undefined],
    ['perum taman kota bekasi', 'Kota Bekasi'],
    ['banjir di Tangerang', 'Kota Tangerang'],
  ])('the place in "%s"', (text, name) => expect(placeIn(text)?.name).toBe(name))
})

describe('a report in one message', () => {
  test('needs a location and one tap more', () => {
    const citizen = aCitizen()
    citizen.says('banjir selutut di depan mcd, air naik terus, tolong ada lansia')
    expect(citizen.last.replies[0]?.text).toContain('112')
    expect(citizen.text).toContain('50 cm')
    citizen.shares()
    const { sent } = citizen.taps('Kirim')
    expect(citizen.sent).toBe(3)
    expect(sent?.draft).toMatchObject({
      hazard: 'flood',
      answers: { depth: 50, trend: 'rising' },
      placedBy: 'location',
      words: 'banjir selutut di depan mcd, air naik terus, tolong ada lansia',
    })
  })

  test('that names its place needs one tap, and one tap corrects what was misheard', () => {
    const citizen = aCitizen()
    citizen.says('banjir sepaha di Kemang')
    expect(citizen.text).toContain('📍 Kemang')
    citizen.taps('Ubah jawaban')
    citizen.taps('selutut')
    const { sent } = citizen.taps('Kirim')
    expect(sent?.draft).toMatchObject({ answers: { depth: 50 }, placedBy: 'name' })
  })

  test('a call for rescue alone is heard, with the emergency number first', () => {
    const citizen = aCitizen('en')
    citizen.says('help, we are trapped with a baby')
    expect(citizen.last.replies[0]?.text).toContain('112')
    expect(citizen.text).toContain('What do you see?')
  })
})

const archive = new URL('../../shared/data/reports-2020.geojson', import.meta.url)
const hasArchive = existsSync(archive)
if (!hasArchive)
  console.warn('Skipped: understanding real reports, for their archive is not beside the project.')

test.skipIf(!hasArchive)('real reports of 2020 are understood: depth, hazard and place', () => {
  const evaluation = createEvaluation()
  for (const feature of JSON.parse(readFileSync(archive, 'utf8')).features) {
    const row = readArchiveRow(feature)
    if ('odd' in row) continue
    const { hazard, answers, place, words } = row.draft
    const { depth } = (answers ?? {}) as { depth?: number }
    evaluation.add({
      words: String(words ?? ''),
      hazard: hazard as HazardKey,
      depth,
      place: place as { lng: number; lat: number },
    })
  }
  const { depth, hazard, place } = evaluation.result()
  expect(depth.found / depth.n).toBeGreaterThan(0.27)
  expect(depth.medianErrorCm).toBeLessThanOrEqual(5)
  expect(depth.within30cm).toBeGreaterThanOrEqual(0.95)
  expect(hazard.accuracy).toBeGreaterThanOrEqual(0.97)
  expect(place.within2km).toBeGreaterThanOrEqual(0.5)
})

describe('the language of a text', () => {
  test.each([
    ['flood in front of my house at kemang, knee deep, please help', 'en'],
    ['The water is rising, we are on the roof', 'en'],
    ['banjir selutut di jalan kemang raya depan mcd', 'id'],
    ['tolong air sudah masuk rumah, sudah sepinggang', 'id'],
    ['Kemang', undefined],
    ['banjir', undefined],
    ['flood', undefined],
    ['help banjir please', undefined],
  ])('of "%s" is %s', (text, language) => expect(languageIn(text)).toBe(language))

  test('is the one in which a report is answered that begins with it', () => {
    const citizen = aCitizen('id')
    citizen.says('flood in front of my house, the water is knee deep')
    expect(citizen.text).toContain('Where')
    const other = aCitizen('en')
    other.says('banjir selutut di depan rumah saya')
    expect(other.text).toContain('Di mana')
    other.says('the street is near the house')
    expect(other.conversation.language).toBe('id')
  })
})

describe('what a text says of other hazards', () => {
  test.each([
    ['gempa, rumah saya retak', { hazard: 'earthquake', answers: { kind: 'structure', structure: 0 } }],
    ['gempa bumi, atap rumah ambruk', { hazard: 'earthquake', answers: { kind: 'structure', structure: 1 } }],
    ['gempa jembatan putus', { hazard: 'earthquake', answers: { kind: 'road', condition: 2 } }],
    ['earthquake, the wall has cracks', { hazard: 'earthquake', answers: { structure: 0 } }],
    ['pohon tumbang menutup jalan', { hazard: 'wind', answers: { impact: 2 } }],
    ['angin kencang, baliho jatuh', { hazard: 'wind', answers: { impact: 1 } }],
    ['longsor, 3 rumah tertimbun', { hazard: 'landslide', answers: { extent: 2 } }],
    ['tanah longsor, akses ke desa terputus', { hazard: 'landslide', answers: { extent: 1 } }],
    ['kabut asap pekat, mata perih', { hazard: 'haze', answers: { visibility: 2, air: 2 } }],
    ['asap, jarak pandang tinggal 500 meter', { hazard: 'haze', answers: { visibility: 1 } }],
    ['gunung meletus, suara gemuruh dan getaran', { hazard: 'volcano', answers: { signs: [3, 4] } }],
    ['kebakaran 200 m dari rumah', { hazard: 'fire', answers: { distance: 200 } }],
    ['kebakaran di gudang', { hazard: 'fire', answers: {} }],
  ])('%s', (text, expected) => expect(understand(text)).toMatchObject(expected))

  test('is heard of the hazard that was chosen before, and of no other', () => {
    expect(understand('rumah retak', 'earthquake').answers).toEqual({ kind: 'structure', structure: 0 })
    expect(understand('air naik terus', 'flood').answers).toEqual({ trend: 'rising' })
    expect(understand('rumah retak').answers).toEqual({})
  })
})
