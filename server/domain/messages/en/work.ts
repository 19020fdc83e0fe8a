// English: the officers' work and what citizens hear of it.
import type { work as reference } from '../id/work.ts'

export const work = {
  'refusal.case-unknown': 'This case was not found.',
  'refusal.case-changed':
    'Another officer has just changed this case. See how it stands now, then decide again.',
  'refusal.case-claimed': '{officer} is working on this case.',
  'refusal.stage-wrong': 'This step cannot be taken from where the case stands.',
  'refusal.stages-wrong': 'The table has no such stage.',
  'refusal.agency-unknown': 'This agency is not registered.',
  'refusal.deadline-past': 'That deadline has passed. Choose a later time.',
  'refusal.merge-alone': 'Choose two cases or more to join.',
  'refusal.merge-drill': 'A drill cannot be joined with what is real.',
  'refusal.split-nothing': 'Choose the reports to split off first.',
  'refusal.nothing-to-undo': 'There is no step to take back.',
  'refusal.undo-followed': 'Another case has gone further since. Take that step back first.',
  'notice.question':
    'An officer asks about your report {number}:\n\n{words}\n\nAnswer here in your own words.',
  'bot.answer-taken': 'Thank you. Your answer has gone to the officer.',
} as const satisfies Record<keyof typeof reference, string>
