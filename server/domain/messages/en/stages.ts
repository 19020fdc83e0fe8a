// English: the administrators' room of states and deadlines.
import type { stages as reference } from '../id/stages.ts'

export const stages: Record<keyof typeof reference, string> = {
  'stages.view': 'Deadlines',
  'stages.what': 'How long each state may last, and who is told when it lasts longer.',
  'stages.none': 'no deadline',
  'stages.never': 'no deadline',
  'stages.minutes': '{count} min',
  'stages.hours': '{count} h',
  'stages.deadlines': 'Deadline in hours, empty for none',
  'stages.form': 'A number of hours, such as 0.25 for 15 minutes',
  'stages.told': 'Told when it is overdue',
  'stages.higher': 'Then the administrators after so many hours; empty for never',
  'stages.undo': 'Undo the change',
  'stages.undone': 'The former deadlines hold again.',
  'refusal.deadlines-order': 'A worse level cannot be given more time.',
}
