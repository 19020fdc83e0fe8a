// Who sits at this desk, and what that person may do.
import { signal } from '@preact/signals'
import { type Deed, may, type Role } from '../../server/domain/permissions.ts'

export type Me = {
  officer: string
  role: Role
  agency: string | null
  regions: string[] | null
  mayOnly: Deed[] | null
}

export const self = signal<Me | null>(null)
/** How many reports were live when the officer sat down. */
export const reportsThen = signal(0)

/** Whether the desk need show it at all; the server decides. `region` '': the whole country. */
export function mayI(deed: Deed, region?: string): boolean {
  if (!self.value) return false
  const { officer, mayOnly, ...rest } = self.value
  return may({ id: '', name: officer, ...rest, ...(mayOnly && { only: mayOnly }) }, deed, region)
}
