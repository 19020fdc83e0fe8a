// Who sees how much of a report. `shownTo` alone decides: every public shape, page, file and tile is made of what it lets through.
import type { Report } from './report.ts'
import { tellsOfHome } from './understanding/home.ts'

/** `researcher`: whose key stands for an agreement. `sender`: the citizen whose own report it is. */
export type Audience = 'public' | 'researcher' | 'sender' | 'officer'

/** Indonesian numbers as people write them: +62 812-3456-7890, 0812 3456 7890, (021) 555 1234. */
const TELEPHONE = /(?<![\d.,])(?:\+?62|\(?0)[\s\-().]{0,2}\d{2,4}(?:[\s\-.()]{0,2}\d{2,4}){1,3}(?![\d.,]*\d)/g
/** What each of those begins with. */
const DIGITS = /62|0/
const MAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/g

/** Words with contact details taken out. A depth, a house number or a time stays as it is. */
const hideContacts = (words: string): string => {
  // Most words hold neither, and this is asked of a million reports in a row.
  if (!words.includes('@') && !DIGITS.test(words)) return words
  return words
    .replace(MAIL, '•••')
    .replace(TELEPHONE, found => (found.replace(/\D/g, '').length >= 9 ? '•••' : found))
}

/** Where somebody lives is told to about a hundred metres, a secret report to about a kilometre. */
const HOME = { perDegree: 1_000, metres: 100 }
const SECRET = { perDegree: 100, metres: 1_000 }

/** The report as an audience may see it. What others have published already, a feed or an archive, is as exact as they made it. */
export function shownTo(audience: Audience, report: Report): Report {
  if (audience === 'officer' || audience === 'sender') return report
  if (report.secret) return veiled(report)
  const isHome = audience === 'public' && report.placedBy !== 'feed' && tellsOfHome(report.words)
  return {
    ...report,
    words: hideContacts(report.words),
    title: report.title && hideContacts(report.title),
    ...(isHome && about(report, HOME)),
  }
}

const publicPlaces = new WeakMap<Report, Report['place']>()

/** Where an audience is told that it is; remembered, for every box that somebody watches asks. */
export function placeShownTo(audience: Audience, report: Report): Report['place'] {
  if (audience !== 'public' && !(audience === 'researcher' && report.secret)) return report.place
  const known = publicPlaces.get(report) ?? shownTo('public', report).place
  publicPlaces.set(report, known)
  return known
}

/** What is told of a secret report: the hazard, how bad, and about where. */
const veiled = (report: Report): Report => ({
  ...report,
  answers: {},
  words: '',
  title: null,
  photos: [],
  area: null,
  tags: null,
  ...about(report, SECRET),
})

function about({ place, exactness }: Report, { perDegree, metres }: typeof HOME) {
  return {
    place: { lng: coarse(place.lng, perDegree), lat: coarse(place.lat, perDegree) },
    exactness: Math.max(exactness ?? 0, metres),
  }
}

const coarse = (degrees: number, perDegree: number) => Math.round(degrees * perDegree) / perDegree
