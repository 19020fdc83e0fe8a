// English: bulk files of reports, and what cannot be read of what is asked of them.
export const exports = {
  'export.past': 'Write a time that lies at least a minute back.',
  'export.not-to-come': 'Write a time that has come already.',
  'export.after': 'Write the id of the last report that you hold.',
  'export.order': 'The end lies before the start.',
  'export.region': 'Write codes such as ID-JK, with commas in between.',
} as const
