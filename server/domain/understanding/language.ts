// Which language a text is written in, told by small words that the other one has not. Only where it is plain; place names say nothing.
import type { Language } from '../messages/index.ts'
import { tokensOf, wordSet } from './spelling.ts'

const words: Record<Language, ReadonlySet<string>> = {
  id: wordSet(
    'di ke dan yang yg ada air banjir sudah sdh udah belum depan jalan rumah tolong sampai sampe naik tinggi kami saya dalam dengan dgn ini itu dari untuk tidak gak bisa lagi mau mohon warga setinggi selutut orang masuk gempa kebakaran asap angin longsor terus mulai',
  ),
  en: wordSet(
    'the is are in at on of to and with we i my our please help water flood flooded flooding house street road deep high rising still here there people near inside need knee waist fire smoke earthquake strong wind has have not it from up very can front',
  ),
}

/** So many words of a language, and hardly one of the other. */
const ENOUGH = 3

export function languageIn(text: string): Language | undefined {
  const said = tokensOf(text).map(({ word }) => word)
  const count = (language: Language) => said.filter(word => words[language].has(word)).length
  const [indonesian, english] = [count('id'), count('en')]
  if (english >= ENOUGH && indonesian <= english / 4) return 'en'
  return indonesian >= ENOUGH && english <= indonesian / 4 ? 'id' : undefined
}
