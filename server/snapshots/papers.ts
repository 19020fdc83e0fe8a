// The papers of a snapshot: what it is and how to cite it, in both languages, what each column holds, and the list of its files.
import { type Language, languages, localeOf, type MessageKey, say } from '../domain/messages/index.ts'
import { csvColumns, csvLine } from '../exports/csv.ts'

/** Whose data it is, as the operator says. */
export type Publisher = { publisher: string; licence: string | null }

export type SnapshotFile = { name: string; type: string; bytes: number; sha256: string }

export type Manifest = Publisher & {
  period: string
  from: string
  to: string
  /** Reports that had come in by then, as they were then. */
  made: string
  /** Grows each time it is made again. */
  edition: number
  reports: number
  files: SnapshotFile[]
}

const biases: MessageKey[] = [
  'snapshot.bias-unverified',
  'snapshot.bias-phones',
  'snapshot.bias-rumour',
  'snapshot.bias-place',
  'snapshot.bias-silence',
  'snapshot.bias-taken-back',
]

export function papersOf(manifest: Omit<Manifest, 'files'>, publicUrl: string): Record<string, string> {
  const dictionary = csvColumns.map(({ name, kind, hxl, about }) => ({ name, kind, hxl, about }))
  return {
    ...Object.fromEntries(
      languages.map(language => [readMeName(language), readMe(language, manifest, publicUrl)]),
    ),
    'dictionary.json': `${JSON.stringify({ columns: dictionary, asOf: say('en', 'export.as-of-means') }, null, 2)}\n`,
    'dictionary.csv':
      csvLine(['name', 'kind', 'hxl', 'about']) +
      dictionary.map(({ name, kind, hxl, about }) => csvLine([name, kind, hxl, about])).join(''),
    'dictionary.md': `${tableOf(dictionary)}\n${say('en', 'export.as-of-means')}\n`,
  }
}

/** English is what the world's researchers read first. */
const readMeName = (language: Language) => (language === 'en' ? 'README.md' : `README.${language}.md`)

function readMe(language: Language, manifest: Omit<Manifest, 'files'>, publicUrl: string): string {
  const { period, publisher, licence, made, edition, reports } = manifest
  const told = (key: MessageKey, gaps?: Record<string, string | number>) => say(language, key, gaps)
  const address = `${publicUrl}/snapshots/${period}/`
  return `# ${told('snapshot.of', { period })}

${told('snapshot.what', { reports: reports.toLocaleString(localeOf(language)), made, edition })}
${told('snapshot.public')}

## ${told('snapshot.cite')}

> ${publisher}: ${told('snapshot.of', { period })}. ${told('snapshot.edition', { edition, made: made.slice(0, 10) })}. ${address}

## ${told('snapshot.licence')}

${licence ?? told('snapshot.licence-unknown', { publisher })}

## ${told('snapshot.biases')}

${biases.map(key => `- ${told(key)}`).join('\n')}

## ${told('snapshot.files')}

${told('snapshot.files-about', { period })}
`
}

const tableOf = (columns: Record<'name' | 'kind' | 'hxl' | 'about', string>[]) =>
  `| column | kind | HXL | what it holds |\n|---|---|---|---|\n${columns
    .map(({ name, kind, hxl, about }) => `| ${name} | ${kind} | ${hxl} | ${about} |\n`)
    .join('')}`
