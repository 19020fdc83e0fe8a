// The stories that scripted citizens go through on every channel, and a phone with Telegram that is held as the other channels' handsets are.
import sharp from 'sharp'
import { expect } from 'vitest'
import type { BotApi } from './bot-api.ts'
import { type Answers, type Handset, hears } from './handset.ts'

const aPhoto = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#36c' } })
  .jpeg()
  .toBuffer()
export const kemang = { lng: 106.8166, lat: -6.2607 }
/** Nobody else reports from here: who does is asked for the depth at once. */
export const cilincing = { lng: 106.9453, lat: -6.1169 }

type Say = (handset: Handset) => Promise<unknown>
export const chooses =
  (label: string): Say =>
  handset =>
    handset.chooses(label)
export const says =
  (text: string): Say =>
  handset =>
    handset.says(text)

export const whole: Answers = {
  hazard: [chooses('Banjir')],
  place: [says('kemang')],
  depth: [chooses('selutut')],
  extras: [says('air naik terus')],
  confirm: [chooses('Kirim')],
}
const wholeReport = { hazard: 'flood', depth: 50, words: 'air naik terus', placed_by: 'name' }

type Story = {
  name: string
  first: Say
  answers: Answers
  is: object
  hears?: RegExp
  needs?: 'shares' | 'photographs'
}

export const stories: Story[] = [
  { name: 'a whole report', first: says('lapor'), answers: whole, is: wholeReport },
  {
    name: 'a report that begins with the hazard in a sentence',
    first: says('ada banjir di depan rumah'),
    answers: { ...whole, extras: [chooses('Lewati')] },
    is: { hazard: 'flood', depth: 50, words: expect.stringContaining('ada banjir di depan rumah') },
  },
  {
    name: 'a depth that is corrected with back',
    first: says('lapor'),
    answers: {
      ...whole,
      depth: [chooses('sedada'), chooses('selutut')],
      extras: [says('Kembali'), says('air naik terus')],
    },
    is: wholeReport,
  },
  {
    name: 'a report that is cancelled and begun again',
    first: says('lapor'),
    answers: {
      ...whole,
      depth: [
        async handset => {
          await handset.chooses('Batal')
          await hears(handset, /dibatalkan/)
          await handset.says('lapor')
        },
        chooses('selutut'),
      ],
    },
    is: wholeReport,
    hears: /dibatalkan/,
  },
  {
    name: 'answers that nobody understands',
    first: says('lapor'),
    answers: {
      ...whole,
      hazard: [
        async handset => {
          await handset.says('qwrtzp')
          await hears(handset, /belum mengenali bencana/)
        },
        chooses('Banjir'),
      ],
      place: [says('zzzzqqq'), says('kemang')],
    },
    is: wholeReport,
    hears: /Tempat itu tidak kami temukan/,
  },
  {
    name: 'a location from the phone',
    first: says('lapor'),
    answers: { ...whole, place: [async handset => handset.shares?.(kemang)] },
    is: { ...wholeReport, placed_by: 'location' },
    needs: 'shares',
  },
  {
    name: 'a photo with its caption',
    first: says('lapor'),
    answers: { ...whole, extras: [async handset => handset.photographs?.(aPhoto, 'air naik terus')] },
    is: { ...wholeReport, photos: [expect.stringMatching(/\.jpg$/)] },
    needs: 'photographs',
  },
]

/** A phone with Telegram, as the other channels' handsets. */
export function telegramPhone(api: BotApi): Handset {
  const phone = api.phone()
  return {
    address: String(phone.chat),
    lines: () =>
      phone.screen().map(({ text, buttons }) => ({
        text: [text, ...buttons.flatMap(({ url }) => url ?? [])].join('\n'),
        buttons: [],
      })),
    says: phone.says,
    chooses: label => phone.taps(label),
    shares: phone.shares,
    photographs: phone.photographs,
    async again(update) {
      return (await api.bring({ ...update }, api.webhook?.secret_token)).status
    },
  }
}
