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

  // notices: what an officer decided
  'notice.verified':
    'An officer has verified your report {number} ({hazard}). Thank you, it helps your neighbours.',
  'notice.dismissed': 'The officers could not use your report {number} ({hazard}).',
  'notice.resolved': 'Officers have declared the matter of your report {number} ({hazard}) over.',
  'notice.reason': "Officer's note: {reason}",

  // bot
  'bot.start':
    'Kentongan puts your report on the disaster map that neighbours and responders watch. It takes a minute.\nLife in danger? Call 112.',
  'bot.help':
    '/report: make a report\n/status: your reports and what became of them\n/language: change the language\n/cancel: stop the report you are making\n/help: this message\n\nYou can send a location, a photo or words at any time. Emergency: 112.',
  'bot.idle': 'To report, type /report or name the hazard, for instance "flood".',
  'bot.ask-hazard': 'What do you see?',
  'bot.hear-hazard': 'We do not know that hazard yet. Choose one from the list.',
  'bot.ask-place':
    'Where is it? Share your location, or type the name of the place (village, district or city).',
  'bot.share-place': '📍 Share my location',
  'bot.hear-place':
    'We cannot find that place. Try the name of the village, district or city, or share your location.',
  'bot.place-taken': 'We have kept your location.',
  'bot.hear-depth': 'Choose how high the water stands, or write it in centimetres, for instance "80 cm".',
  'bot.hear-choice': 'Choose one answer from the list.',
  'bot.hear-choices': 'Choose one or more answers from the list, then press Done.',
  'bot.unknown': 'I do not know',
  'bot.done': 'Done',
  'bot.ask-extras':
    'Send one photo, a few words, or a photo with a caption. You may skip this. Stay safe first.',
  'bot.hear-extras': 'We can take a photo and words only.',
  'bot.hear-confirm': 'We are waiting for you to press Send. You can still add a photo or words.',
  'bot.photo-taken': 'We have kept your photo.',
  'bot.photo-lost':
    'We could not fetch your photo. Send it once more if you can; your report goes on without it.',
  'bot.photo-refused': 'We cannot use that photo. Try another if you can; your report goes on without it.',
  'bot.skip': 'Skip',
  'bot.keep': 'Keep it as it was',
  'bot.back': '‹ Back',
  'bot.cancel': 'Cancel',
  'bot.first-step': 'This is the first step.',
  'bot.ask-confirm': 'Is this right?',
  'bot.shared-place': 'the location you shared',
  'bot.with-photo': 'with a photo',
  'bot.add-photo': 'You can still send a photo now.',
  'bot.send': '✅ Send',
  'bot.sent': 'Sent.',
  'bot.change-place': 'Change the place',
  'bot.change-answers': 'Change the answers',
  'bot.change-hazard': 'Change the hazard',
  'bot.cancelled': 'The report is cancelled and nothing was sent. Type /report to begin again.',
  'bot.nothing-to-cancel': 'There is no report to cancel.',
  'bot.button-old':
    'That button belongs to a report that is finished. Type /status to see it or /report for a new one.',
  'bot.expired': 'We have stopped the report you began yesterday. Please report how it is now.',
  'bot.language': 'Choose a language.',
  'bot.language-name': 'English',
  'bot.language-set': 'We will write in English.',
  'bot.form': 'Use the form with a map',
  'bot.receipt':
    'Thank you. Report {number} has reached us and stands on the map. We will tell you when an officer has checked it.',
  'bot.receipt-map': 'See it on the map',
  'bot.receipt-advice': 'Meanwhile:',
  'bot.receipt-numbers': 'Emergency 112 · Ambulance 119 · Search and rescue 115',
  'bot.status-none': 'You have not reported from here yet. Type /report to begin.',
  'bot.status': 'Your latest reports:',
  'bot.command-report': 'Report a disaster',
  'bot.command-status': 'My reports',
  'bot.command-language': 'Change the language',
  'bot.command-help': 'Help',
  'bot.command-cancel': 'Cancel the report',

  // form

  // map

  // desk
}
