// What a citizen's own words are understood as: depths, parts of the body, hazards, choices.
import { describe, expect, test } from 'vitest'
import { hearChoice, hearHazard } from '../server/domain/hearing.ts'
import { hearDepth } from '../server/domain/understanding/index.ts'
import { aCitizen } from './citizen.ts'

describe('hearing', () => {
  const depth = {
    key: 'depth',
    ask: { id: '', en: '' },
    kind: 'depth',
    min: 0,
    max: 200,
    step: 5,
    marks: [],
  } as const
  test.each([
    ['80', 80],
    ['80 cm', 80],
    ['1,5 meter', 150],
    ['1.2m', 120],
    ['70-80 cm', 75],
    ['setinggi 40 sampai 60 senti', 50],
    ['3 meter', 200],
    ['2', 200],
    ['47 cm', 47],
    ['kira-kira 80', 80],
    ['nomor 4512', undefined],
    ['3 atau 4 rumah', undefined],
  ])('%s is %s cm', (text, centimetres) => {
    expect(hearDepth(text, { ...depth, marks: [] })).toBe(centimetres)
  })

  test('body parts are heard in both languages, inside words only at their beginning', () => {
    const citizen = (text: string) => {
      const someone = aCitizen()
      someone.says('banjir')
      someone.shares()
      someone.says(text)
      return someone.report?.answers.depth
    }
    expect(citizen('sekitar selutut orang dewasa')).toBe(50)
    expect(citizen('Sepinggang!')).toBe(95)
    expect(citizen('up to the waist')).toBe(95)
    expect(citizen('mata kaki')).toBe(20)
    expect(citizen('mendadak naik')).toBeUndefined()
  })

  test.each([
    ['banjirnya sudah tinggi', 'flood'],
    ['baannjiiirrr', 'flood'],
    ['bnjr lagi', 'flood'],
    ['perumahan kami tergenag', 'flood'],
    ['kali meluap', 'flood'],
    ['macet di jalan Gunung Sahari', undefined],
    ['macet dekat stasiun kereta api', undefined],
    ['hujan deras disertai angin kencang, banjir selutut', 'flood'],
    ['banjir bandang dan longsor', 'flood'],
    ['banjir lahar dingin', 'flood'],
    ['gempa, tidak ada banjir', 'earthquake'],
    ['bukan longsor tapi banjir', 'flood'],
    ['tebing longsor menutup jalan, lalu banjir', 'landslide'],
    ['tanah ambles', 'landslide'],
    ['asap tebal, gudang terbakar', 'fire'],
    ['omah kobong', 'fire'],
    ['kabut asap dari kebakaran hutan', 'haze'],
    ['hujan abu dari Merapi', 'volcano'],
    ['gunung Semeru meletus', 'volcano'],
    ['pohon roboh', 'wind'],
    ['naik gunung', undefined],
    ['kabupaten Banjar', undefined],
  ])('of "%s" the hazard is %s', (text, hazard) => expect(hearHazard(text)).toBe(hazard))

  test('hazards and choices are heard by their words', () => {
    expect(hearHazard('Ada kabut asap tebal')).toBe('haze')
    expect(hearHazard('there is a FLOOD here')).toBe('flood')
    expect(hearHazard('selamat pagi')).toBeUndefined()
    const choices = [
      { value: 'a', label: { id: 'Bangunan', en: 'A building' } },
      { value: 'b', label: { id: 'Jalan', en: 'A road' } },
    ]
    expect(hearChoice('jalan', choices)).toBe(1)
    expect(hearChoice('1', choices)).toBe(0)
    expect(hearChoice('road', choices)).toBe(1)
    expect(hearChoice('3', choices)).toBeUndefined()
  })
})
