// What only hints at how deep the water is: what vehicles can still do, whether it has come into the house, that there is none.
// Read where neither a figure nor the body tells it; the depths are the medians of reports that carry both such words and a slider.
import { tokensOf, wordsOf } from './spelling.ts'

const not =
  '(?:(?:tidak|tdk|tak|gak|ga|gk|g|nggak|ngga|ndak|ora|teu|belum|blm|sulit|susah|cannot|cant|can t|not) (?:\\p{L}+ )?|(?:gabisa|gbisa|gabs|gbs|gakbisa|gkbisa|tdkbisa|tdkbs) )'
/** Said of a road. */
const passed = '(?:di ?lewati|di ?lalui|di ?lintasi|passable)'
/** Said of whoever drives. */
const passing = '(?:lewat|melewati|lewati|melalui|lalui|melintas|melintasi|jalan|tembus|pass|get through)'

const vehicles =
  /\b(?:mobil|kendaraan|ranmor|motor|truk|roda (?:dua|empat|2|4)|cars?|vehicles?|motorbikes?)\b/
const blocked = new RegExp(`\\b${not}(?:${passed}|${passing})\\b`, 'u')
const closed = new RegExp(`\\b${not}${passed}\\b`, 'u')
const stalled = /\b(?:mogok|stalled|pada mati mesin)\b/
const open =
  /\b(?:(?:bisa|bs|dapat|dpt|aman) (?:\p{L}+ )?(?:di ?lewati|di ?lalui|di ?lintasi)|(?:mobil|kendaraan|motor|roda \S+) (?:masih |msh )?(?:bisa|bs|dapat) (?:\p{L}+ )?(?:lewat|melintas|melewati)|still passable)\b/u

const entered =
  /(?<!\b(?:belum|blm|tidak|tdk|gak|ga|gk|nggak|ngga|tak|not) (?:sampai |sampe |smp |sempat )?)\bmasuk (?:ke |sampai |sampe )?(?:dalam |dlm |kedalam )?(?:rumah|rmh|toko|kamar|omah|imah|the house|house)/

const liquid = /\b(?:air|aer|cai|banyu|banjir|genangan|rob|water|flood)/

const flood = '(?:banjir|genangan|tergenang|kebanjiran|kena banjir)'
const none = new RegExp(
  `\\b(?:(?:tidak|tdk|tak|gak|ga|gk|g|nggak|ngga|ndak|ora|teu|nihil|bebas) (?:ada |lagi |kena |ono |aya )?${flood}|(?:no|not|without) (?:more )?flood(?:s|ed|ing)?)\\b`,
)
/** Then it is told of other days, or wished. */
const elsewhen =
  /\b(?:biasa\w*|sebelum\w*|seblm\w*|dulu\w*|pernah|tahun|kemar[ie]n|kmrn|kmaren|selama\w*|jarang|tapi|tp|namun|padahal|ka[ll]au|kalo|klo|agar|supaya|biar|semoga|moga|sejak|bila|jika|kenapa|kapan|katanya|janji\w*|mohon|tolong|minta|ingin|usually|never|but|if)\b/
/** Another word of water beside it: then it stands here after all. */
const water = /\b(?:banjir|genang|tergenang|terendam|meluap|kebanjiran|flood)/

/** Where vehicles drown there is a flood, named or not. */
export function stuckDepthIn(text: string): number | undefined {
  const words = wordsOf(tokensOf(text))
  if (vehicles.test(words) && blocked.test(words)) return 60
  return stalled.test(words) ? 50 : undefined
}

/** What else there may be: nothing, a road that is closed or still open, a house that the water has entered. */
export function hintedDepthIn(text: string): number | undefined {
  const words = wordsOf(tokensOf(text))
  if (none.test(words) && !elsewhen.test(words) && !water.test(words.replace(none, ''))) return 0
  if (closed.test(words)) return 60
  if (open.test(words)) return 30
  return entered.test(words) && liquid.test(words) ? 40 : undefined
}
