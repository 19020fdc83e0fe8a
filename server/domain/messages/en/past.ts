// English: the past on the map, saved views, public figures, and the situation report.
import type { past as reference } from '../id/past.ts'

export const past: Record<keyof typeof reference, string> = {
  'refusal.moment-unreadable': 'That time cannot be read. Write it like 2026-02-24T08:00:00+07:00.',
  'refusal.moment-to-come': 'That time has not come yet. Choose one that has passed.',
  'refusal.span-wrong':
    'That span cannot be counted. It has to begin before it ends, with {most} steps at most.',
  'past.timeline': 'Timeline',
  'past.open': 'Look at the past',
  'past.close': 'Close the timeline',
  'past.live': 'Back to now',
  'past.live-short': 'Now',
  'past.as-at': 'As it was at {time}, not now',
  'past.not-live': 'the past',
  'past.play': 'Play',
  'past.pause': 'Pause',
  'past.back': 'One step back',
  'past.forward': 'One step on',
  'past.speed': 'Speed: {minutes} minutes a step',
  'past.speed-short': '{minutes} min',
  'past.span': 'Span',
  'past.span-hours': '{count} hours',
  'past.span-days': '{count} days',
  'past.span-earlier': 'The span before',
  'past.span-later': 'The span after',
  'past.pick': 'Choose a day and a time',
  'past.chart': 'Reports from {from} to {to}. At most {most} in a bar.',
  'past.bar': '{time}: {count} reports',
  'past.none': 'No reports in this span',
  'past.loading': 'Fetching how it was then',
  'past.unreachable': 'How it was then cannot be fetched. Try again in a moment.',
  'past.archived': '{count} reports from an archive, which came in later.',
}
