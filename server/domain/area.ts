// A local area's flood state as everybody may know it, and one change of it as officers read it in the history.
import type { AreaState, Reason } from './area-suggestion.ts'

export type FloodedArea = {
  /** The area's id, as it was imported. */
  id: string
  /** Counts the changes of this area. */
  version: number
  name: string
  parent: string | null
  /** What the import calls its city, else null. */
  city: string | null
  region: string | null
  /** null: cleared. */
  state: AreaState | null
  /** ISO 8601. */
  since: string
  /** Cleared because the water has gone; a state that is taken back within minutes was a mistake, and says nothing of the reports before. */
  isDry: boolean
}

export const TAKEN_BACK_MINUTES = 10

export type AreaChange = {
  version: number
  state: AreaState | null
  since: string
  officer: string
  suggested: AreaState | null
  reasons: Reason[]
  reason: string | null
}
