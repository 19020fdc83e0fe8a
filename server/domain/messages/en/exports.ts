// English: bulk files of reports, and what cannot be read of what is asked of them.
export const exports = {
  'export.past': 'Write a time that lies at least a minute back.',
  'export.not-to-come': 'Write a time that has come already.',
  'export.after': 'Write the id of the last report that you hold.',
  'export.order': 'The end lies before the start.',
  'export.region': 'Write codes such as ID-JK, with commas in between.',
  'export.as-of-means':
    'as_of shows reports that had come in by then, as they stood then. What was dismissed, withdrawn or kept secret since does not come back. Words and photos that were changed since are left out. The incident of a report is not told.',
  'snapshot.title': 'Snapshots of the open data',
  'snapshot.about': 'Every month and every year as files, for research that has to be repeatable.',
  'snapshot.none': 'There is none yet. Each month gets its own a day after its end.',
  'snapshot.of': 'Citizens’ reports of disasters, {period}',
  'snapshot.what': '{reports} reports that were seen in this time (UTC), as of {made}. Edition {edition}.',
  'snapshot.public':
    'It holds what everybody may see. Homes are told to about 100 metres. Drills are not in it.',
  'snapshot.edition': 'Edition {edition} of {made}',
  'snapshot.cite': 'How to cite it',
  'snapshot.licence': 'Licence',
  'snapshot.licence-unknown': 'The operator has not stated a licence. Ask: {publisher}.',
  'snapshot.biases': 'What to know before counting',
  'snapshot.bias-unverified': 'Most reports were checked by nobody. The column “state” says which were.',
  'snapshot.bias-phones':
    'Whoever has a phone and a signal reports. Poor, old and remote people are missing more often.',
  'snapshot.bias-rumour': 'One event may bring many reports. Count incidents where you mean events.',
  'snapshot.bias-place': 'Some points are a pin or a name. The column “exactness_m” says how far off.',
  'snapshot.bias-silence': 'No report does not mean that nothing happened, least of all at night.',
  'snapshot.bias-taken-back':
    'Reports that were dismissed or withdrawn are missing. A later edition may hold fewer.',
  'snapshot.files': 'Files',
  'snapshot.files-about':
    '`reports-{period}`: NDJSON and CSV (gzip), FlatGeobuf. `dictionary`: what each column holds. `SHA256SUMS`: to check with `sha256sum -c`.',
  'snapshot.editions': 'Edition',
  'snapshot.period': 'Time',
  'snapshot.reports': 'Reports',
  'snapshot.live': 'All reports, as they are now',
} as const
