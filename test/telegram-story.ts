// What a scripted citizen says on Telegram to send a whole report, and what the bot says to it.
import sharp from 'sharp'
import type { Phone } from './bot-api.ts'
import type { World } from './world.ts'

export const aPhoto = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#36c' } })
  .jpeg()
  .toBuffer()

type Row = {
  id: string
  number: number
  photos: string[]
  words: string
  hazard: string
  depth: number
  placed_by: string
}

export const reportsIn = async (db: Pick<World['db'], 'query'>) =>
  (
    await db.query<Row>(
      `select id, number, photos, words, hazard, (answers->>'depth')::int as depth, placed_by from reports order by number`,
    )
  ).rows

/** The messages of a whole report with a typed place and a photo, each with what the bot says then. */
export const story: [say: (phone: Phone) => Promise<unknown>, hear: string | RegExp][] = [
  [phone => phone.says('/lapor'), 'Bencana apa'],
  [phone => phone.taps('Banjir'), 'Di mana kejadiannya'],
  [phone => phone.says('kemang'), 'Seberapa dalam'],
  [phone => phone.taps('selutut'), 'Kirim satu foto'],
  [phone => phone.photographs(aPhoto, 'air naik terus'), 'Sudah benar?'],
  [phone => phone.taps('Kirim'), /Laporan \d+ sudah kami terima/],
]

/** Each message, and what the bot says to it. */
export async function tell(phone: Phone, messages: typeof story): Promise<void> {
  for (const [say, hear] of messages) {
    await say(phone)
    // Others have reported from here before.
    const said = await phone.reads(hear === 'Seberapa dalam' ? /Seberapa dalam|hal yang sama/ : hear)
    if (said.includes('hal yang sama')) await phone.taps('ini berbeda')
    await phone.reads(hear)
  }
}
