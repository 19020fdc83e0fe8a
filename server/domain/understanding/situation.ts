// What a text says of the situation beside the depth: whether the water rises or falls, and whether somebody has to be rescued.
import { tokensOf } from './spelling.ts'

export type Trend = 'rising' | 'falling' | 'steady'

const rising =
  /\b(?:(?:air|banjir|genangan)\w* (?:\w+ ){0,2}(?:naik|meningkat|bertambah|nambah|tambah tinggi|meluap)|(?:naik|meningkat|bertambah|tambah|nambah) (?:terus|tinggi|dalam|lagi)|(?:makin|semakin|tambah|kian) (?:naik|tinggi|dalam|parah)|terus (?:naik|meningkat|bertambah)|mulai naik|munggah|rising|getting (?:higher|deeper))\b/
const falling =
  /\b(?:(?:sudah|sdh|udah|udh|mulai|mula|berangsur|perlahan|agak|hampir) (?:\w+ )?(?:surut|turun|kering|asat|berkurang|menurun)|surut(?:nya)? (?:sedikit|pelan)|receding|going down|subsiding|drained)\b/
const notFalling =
  /\b(?:belum|blm|tidak|tdk|gak|ga|gk|nggak|ngga|tak|not) (?:\w+ )?(?:surut|turun|kering|menurun|berkurang|receding)\b/

/** `steady` when the water is said not to fall. */
export function trendIn(text: string): Trend | undefined {
  const words = wordsOf(text)
  if (rising.test(words)) return 'rising'
  if (notFalling.test(words)) return 'steady'
  return falling.test(words) ? 'falling' : undefined
}

/** Alone they ask for rescue. */
const rescue =
  /\b(?:terjebak|terkepung|terisolir|terisolasi|kejebak|selamatkan|evakuasi (?:kami|saya|warga|segera|lansia|keluarga|dong|donk)|(?:tolong|mohon|minta|butuh|perlu|segera) (?:\w+ ){0,3}(?:evakuasi|dievakuasi|perahu|pertolongan|diselamatkan)|butuh (?:\w+ )?perahu|di (?:atas )?(?:atap|genteng)|hanyut terbawa|sos|trapped|stranded|rescue|evacuate us|need (?:a )?boat|on the roof|drowning)\b/
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
  const words = wordsOf(text)
  if (done.test(words) && !calls.test(words)) return false
  return rescue.test(words) || (calls.test(words) && vulnerable.test(words))
}

const wordsOf = (text: string) =>
  tokensOf(text)
    .map(({ word }) => word)
    .join(' ')
