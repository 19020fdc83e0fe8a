// English: the notice of privacy (UU PDP 27/2022), for everybody who reports or asks.
import type { privacy as id } from '../id/privacy.ts'

export const privacy: Record<keyof typeof id, string> = {
  'privacy.title': 'Your data',
  'privacy.lead':
    'Kentongan keeps as little about you as it can. This page says what, what for, and for how long.',
  'privacy.who': 'Who is responsible',
  'privacy.controller': 'The controller of personal data here is {name}.',
  'privacy.contact': 'Contact: {contact}',
  'privacy.no-contact': 'The operator has not given an address yet. Use its office or official channels.',
  'privacy.what': 'What is kept, and what for',
  'privacy.what-report':
    'Reports: hazard, answers, place, time, words and photos. They are the map, and are kept as an open archive without names.',
  'privacy.what-sender':
    'Senders: the number or address of a chat, or a random mark of a browser. To answer you, and to know false reports.',
  'privacy.what-photo':
    'Photos are drawn anew. What the camera noted, place included, is gone before anybody sees them.',
  'privacy.what-place':
    'Your phone’s location: only when you share it. Homes are shown to the public to a hundred metres.',
  'privacy.what-follow': 'Places that you follow: to tell you when there is danger.',
  'privacy.what-line':
    'Internet addresses: in memory for a short while, so that everybody gets a fair share. They are not written down.',
  'privacy.basis':
    'The basis is your consent when you send, and the protection of life (Law 27/2022, article 20).',
  'privacy.see': 'Who sees it',
  'privacy.see-all':
    'Everybody sees reports without their senders. Telephone numbers and mail addresses in words are masked.',
  'privacy.see-officers':
    'Officers of the region see the exact place and all words. They do not see your number.',
  'privacy.see-carriers':
    'Telegram, WhatsApp or your SMS operator carry your messages under rules of their own.',
  'privacy.see-nobody': 'There is no advertising, no tracker, and no sale of data.',
  'privacy.long': 'For how long',
  'privacy.days': '{days} days',
  'privacy.for-ever': 'for ever',
  'privacy.kept-reports': 'Reports, without their senders',
  'privacy.kept-senders': 'Who sent a report, from when the report has ended',
  'privacy.kept-citizens': 'A number or address that nothing needs any more',
  'privacy.kept-conversations': 'Talks that stopped halfway',
  'privacy.kept-questions': 'Questions of officers and your answers',
  'privacy.kept-cards': 'One-time links to the form',
  'privacy.kept-sessions': 'Sessions of officers that are over',
  'privacy.rights': 'Your rights',
  'privacy.rights-what': 'You may know, see, correct, withdraw your consent, have it deleted, and object.',
  'privacy.rights-link':
    'The private link on your receipt: see, mend or take back your report, without an account.',
  'privacy.rights-forget':
    'The command /hapus in a chat, or HAPUS by SMS: your number and talk are deleted at once.',
  'privacy.rights-alerts': 'On /waspada: stop following a place, and your browser’s address goes with it.',
  'privacy.rights-else':
    'For all else ask the controller. You are answered within three days (3 × 24 hours).',
}
