// A fault as logs and letters may tell it: its name and code. Messages may carry addresses and people's words.
export function faultName(fault: unknown): string {
  if (!(fault instanceof Error)) return 'unknown'
  return 'code' in fault && typeof fault.code === 'string' ? `${fault.name} ${fault.code}` : fault.name
}
