// Limits of a process that may be late with everything, as a machine is that runs other tests beside.
import { limits } from '../server/surge/priorities.ts'

export const patient = Object.fromEntries(
  Object.entries(limits).map(([name, limit]) => [name, { ...limit, delay: 60_000, slow: 60_000 }]),
) as typeof limits
