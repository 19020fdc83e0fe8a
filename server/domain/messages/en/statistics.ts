// English: how many reports by time, kind and place.
import type { statistics as reference } from '../id/statistics.ts'

export const statistics: Record<keyof typeof reference, string> = {
  'refusal.statistics-wrong': 'The parameter “{parameter}” is unknown, or cannot be read. See /docs.',
  'refusal.statistics-many':
    'There are more than {most} groups. Choose a shorter span, a filter, or coarser groups.',
  'refusal.statistics-unready': 'Earlier reports are still being counted. Try again in a moment.',
}
