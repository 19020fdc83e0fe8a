// What citizens write about themselves by accident and nobody but officers may read: telephone numbers and addresses of mail.
import type { Report } from './report.ts'

/** Indonesian numbers as people write them: +62 812-3456-7890, 0812 3456 7890, (021) 555 1234. */
const TELEPHONE = /(?<![\d.,])(?:\+?62|\(?0)[\s\-().]{0,2}\d{2,4}(?:[\s\-.()]{0,2}\d{2,4}){1,3}(?![\d.,]*\d)/g
const MAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/g

/** Words with contact details taken out. A depth, a house number or a time stays as it is. */
export const hideContacts = (words: string): string =>
  words
    .replace(MAIL, '•••')
    .replace(TELEPHONE, found => (found.replace(/\D/g, '').length >= 9 ? '•••' : found))

/** About a kilometre. */
const COARSE = 100
const COARSE_M = 1_000

/** What the public learns of a secret report: the hazard, how bad, and about where. */
export function veiled(report: Report): Report {
  if (!report.secret) return report
  const coarse = (degrees: number) => Math.round(degrees * COARSE) / COARSE
  return {
    ...report,
    answers: {},
    words: '',
    title: null,
    photos: [],
    area: null,
    tags: null,
    place: { lng: coarse(report.place.lng), lat: coarse(report.place.lat) },
    exactness: COARSE_M,
  }
}
