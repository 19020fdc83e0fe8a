// English: agencies' warnings, on the map, on their page, in CAP and at the desk.
import type { warnings as reference } from '../id/warnings.ts'

export const warnings: Record<keyof typeof reference, string> = {
  'warning.headline': '{level}: {hazard} in {place}',
  'warning.drill-note': 'EXERCISE: this is not a real event.',
  'warning.drill-headline': 'EXERCISE: {headline}',
  'warning.lifted': 'Lifted: {headline}',
  'warning.all-clear': 'This warning has been lifted.',
  'warning.feed': 'Kentongan warnings',
  'warning.feed-drill': 'EXERCISE: Kentongan warnings',
  'warning.sender': 'Kentongan',
  'warning.page-for': 'For {area}',
  'warning.page-until': 'Holds until {time}',
  'warning.page-from': 'From {time}',
  'warning.page-issued': 'Issued {time}',
  'warning.page-do': 'What to do',
  'warning.page-over': 'This warning no longer holds',
  'warning.page-lifted': 'This warning was lifted {time}',
  'warning.page-contact': 'Contact: {contact}',
  'warning.page-more': 'More about it',
  'warning.page-cap': 'CAP document',
  'warning.page-map': 'See it on the map',
}
