// Why the platform holds a report for an officer.

/** Each is also a message key. */
export const doubts = ['trap', 'advert', 'too-many', 'copied', 'crowd'] as const
export type Doubt = (typeof doubts)[number]

/** Who stands in the audit where nobody but the platform decided. */
export const PLATFORM = 'kentongan'
