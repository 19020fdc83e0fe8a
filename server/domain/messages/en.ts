// English, written anew rather than translated word by word.
import type { MessageKey } from './index.ts'

export const en: Record<MessageKey, string> = {
  // levels, states, places
  'level.0': 'Unknown',
  'level.1': 'Minor',
  'level.2': 'Moderate',
  'level.3': 'Severe',
  'state.unverified': 'Unverified',
  'state.verified': 'Verified',
  'state.dismissed': 'Dismissed',
  'state.resolved': 'Resolved',
  'state.ended': 'Ended',
  'drill.banner': 'DRILL: this is not a real event',

  // refusals: what happened, what is safe, what to do next
  'refusal.hazard-unknown': 'We do not know this kind of hazard. Choose one from the list.',
  'refusal.answers-wrong': 'We cannot read one of the answers ({field}). Please check it and send again.',
  'refusal.place-missing': 'The place is missing. Share your location or type the name of the place.',
  'refusal.place-not-a-point': 'That is not a point on earth. Choose the place on the map.',
  'refusal.place-zero': 'Your phone has not found you yet. Choose the point on the map.',
  'refusal.place-outside': 'That place is outside the area we serve. Choose a point in Indonesia.',
  'refusal.time-unreadable': 'We cannot read the time of the report. Send it without one and we use now.',
  'refusal.time-future': 'The time of the report lies in the future. Check the clock of your phone.',
  'refusal.time-ancient': 'This happened more than seven days ago. Please report how it is now.',
  'refusal.words-too-long': 'Your text is too long. At most {limit} characters, please.',
  'refusal.key-missing': 'This request carries no Idempotency-Key. Reload the page and try again.',
  'refusal.body-unreadable': 'We cannot read what was sent. Reload the page and try again.',
  'refusal.body-too-large': 'What was sent is too large. Please send a shorter text.',
  'refusal.report-unknown': 'We cannot find that report. Please check its number.',
  'refusal.report-changed': 'Another officer has just changed this report. Look at its latest state first.',
  'refusal.card-unknown': 'We do not know this report link. Ask the bot for a new one.',
  'refusal.card-used': 'This link has been used. Your report has reached us.',
  'refusal.photo-unreadable': 'That photo cannot be opened. Your report is safe. Try another photo.',
  'refusal.photo-too-large': 'That photo is larger than {limit} MB. Your report is safe.',
  'refusal.photo-kind': 'That file is not a JPEG, PNG or WebP photo. Your report is safe.',
  'refusal.photo-exists': 'This report already has a photo.',
  'refusal.sign-in-needed': 'Please sign in first.',
  'refusal.sign-in-wrong': 'Name and password do not match. Please try again.',
  'refusal.sign-in-too-often': 'Too many tries. Wait {seconds} seconds and try again.',
  'refusal.reason-missing': 'Please write a reason first. The citizen will read it.',
  'refusal.not-found': 'There is no such page.',
  'refusal.database-away': 'The storage cannot be reached. The report is not stored yet. Try again shortly.',
  'refusal.internal': 'Something went wrong on our side. Try again shortly.',

  // bot

  // form

  // map

  // desk
}
