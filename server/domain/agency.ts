// An agency that answers for a region: officers belong to one, and work is assigned to one.
export type Agency = {
  /** Short and stable, such as `bpbd-dki`. */
  key: string
  name: string
  /** Where it is reached, in words; null: not told. */
  contact: string | null
}

export const isAgencyKey = (key: string) => /^[a-z0-9][a-z0-9-]{0,39}$/.test(key)
