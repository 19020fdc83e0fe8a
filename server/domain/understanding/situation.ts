// What a text says of the situation beside the depth: whether the water rises or falls, and whether somebody has to be rescued.
import { tokensOf, wordsOf } from './spelling.ts'

export type Trend = 'rising' | 'falling' | 'steady'

const rising =
  /\b(?:(?:air|banjir|genangan)\w* (?:\w+ ){0,2}(?:naik|meningkat|bertambah|nambah|tambah tinggi|meluap)|(?:naik|meningkat|bertambah|tambah|nambah) (?:terus|tinggi|dalam|lagi)|(?:makin|semakin|tambah|kian) (?:naik|tinggi|dalam|parah)|terus (?:naik|meningkat|bertambah)|mulai naik|munggah|rising|getting (?:higher|deeper))\b/
const falling =
  /\b(?:(?:sudah|sdh|udah|udh|mulai|mula|berangsur|perlahan|agak|hampir) (?:\w+ )?(?:surut|turun|kering|asat|berkurang|menurun)|(?:air|banjir|genangan|rob)\w* (?:\w+ ){0,2}surut|surut(?:nya)? (?:sedikit|dikit|pelan|\d)|turun (?:\d|dari (?:\S+ ){1,2}(?:cm|meter|m) )|receding|going down|subsiding|drained)\b/
const notRising =
  /\b(?:belum|blm|tidak|tdk|gak|ga|gk|nggak|ngga|tak|not) (?:\w+ )?(?:naik|meningkat|bertambah|nambah|tambah|rising)\b|\b(?:air|banjir|genangan|ketinggian)\w* (?:\w+ ){0,2}(?:stabil|bertahan|stagnan)\b/
const notFalling =
  /\b(?:belum|blm|tidak|tdk|gak|ga|gk|nggak|ngga|tak|not) (?:\w+ )?(?:surut|turun|kering|menurun|berkurang|receding)\b/

/** `steady` when the water is said not to fall. */
export function trendIn(text: string): Trend | undefined {
  const words = wordsOf(tokensOf(text))
  const rest = words.replace(notRising, ' ')
  if (rising.test(rest)) return 'rising'
  if (notFalling.test(rest)) return 'steady'
  if (falling.test(rest)) return 'falling'
  return rest === words ? undefined : 'steady'
}

const water =
  /\b(?:air|aer|banyu|cai|genangan|kali|sungai|water)(?:nya|ny|ne|na|e)?\b|\b(?:surut|asat|munggah|receding)\b/

/** The text tells that water rises or falls, whether it names a flood or not. */
export const movesWater = (text: string): boolean =>
  trendIn(text) !== undefined && water.test(wordsOf(tokensOf(text)))

/** Alone they ask for rescue. */
const rescue =
  /\b(?:terjebak|terkepung|terisolir|terisolasi|kejebak|selamatkan|evakuasi (?:kami|saya|warga|segera|lansia|keluarga|dong|donk)|(?:tolong|mohon|minta|butuh|perlu|segera) (?:\w+ ){0,3}(?:evakuasi|dievakuasi|perahu|pertolongan|diselamatkan)|butuh (?:\w+ )?perahu|di (?:atas )?(?:atap|genteng)|hanyut terbawa|(?:orang|anak|warga|korban|suami|istri|ibu|bapak|adik|kakak|teman)(?: \w+)? (?:hanyut|terseret|terbawa) ?(?:arus|banjir|air)?|sos|trapped|stranded|rescue|evacuate us|(?:need|send) (?:\w+ )?boats?|on the roof|drowning)\b/
const calls =
  /\b(?:tolong|tulung|tulungan|mohon|minta|butuh|perlu|bantu|help|please|need|darurat|emergency)\b/
/** Those who cannot get away by themselves; with a call for help they are a call for rescue. */
const vulnerable =
  /\b(?:lansia|manula|jompo|orang ?tua renta|kakek|nenek|simbah|bayi|balita|anak kecil|ibu hamil|hamil|difabel|disabilitas|sakit|stroke|lumpuh|pasien|kritis|elderly|baby|babies|infant|pregnant|disabled|sick|patient|wheelchair|grandma|grandmother|grandfather)\b/
/** It is done already, or it is news of others. */
const done =
  /\b(?:(?:sudah|sdh|udah|telah|berhasil|selesai) (?:\w+ )?(?:dievakuasi|di evakuasi|diselamatkan|terevakuasi|mengungsi)|(?:tim|petugas|tni|polri|basarnas|satgana) (?:\w+ ){0,3}(?:evakuasi|mengevakuasi)|(?:melakukan|proses) evakuasi|have been (?:rescued|evacuated))\b/

/** Somebody has to be brought out of the water. */
export function needsRescue(text: string): boolean {
  const words = wordsOf(tokensOf(text))
  if (done.test(words) && !calls.test(words)) return false
  return rescue.test(words) || (calls.test(words) && vulnerable.test(words))
}

const understood = new WeakMap<object, boolean>()

/** Whether the words of a report call for it: each version of a report is understood once, for there may be a hundred thousand. */
export function callsForRescue(report: { words: string }): boolean {
  const known = understood.get(report) ?? needsRescue(report.words)
  understood.set(report, known)
  return known
}
