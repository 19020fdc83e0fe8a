// English: levels, states and the drill: said everywhere.
import type { shared as reference } from '../id/shared.ts'

export const shared: Record<keyof typeof reference, string> = {
  // levels, states, places
  'level.0': 'Unknown',
  'level.1': 'Minor',
  'level.2': 'Moderate',
  'level.3': 'Severe',
  'state.unverified': 'Unverified',
  'state.verified': 'Verified',
  'state.dismissed': 'Dismissed',
  'state.resolved': 'Resolved',
  'state.withdrawn': 'Withdrawn by its sender',
  'state.held': 'Held',
  'state.ended': 'Ended',
  'drill.banner': 'DRILL: this is not a real event',
  'after.near-form': 'Somebody has reported, {metres} from here, {age}:',
  'after.near-button': 'I see it too',
  'alerts.here': 'Alert me about this place',
  'map.age-now': 'just now',
  'map.age-minutes': '{count} min ago',
  'map.age-hours': '{count} h ago',
  'map.age-days': '{count} days ago',
  'map.short-minutes': '{count} min',
  'map.short-hours': '{count} h',
  'map.near': 'Near {place}',
}
