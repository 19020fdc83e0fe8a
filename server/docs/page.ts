// The page /docs: what is open to programs, with examples to copy. Readable without a script; one of our own copies and keeps the theme.
import { type Language, languages, localeOf, type MessageKey, say } from '../domain/messages/index.ts'
import { refusalCodes } from '../domain/refusal.ts'
import { escaped } from '../pages/plain-page.ts'
import type { Publisher } from '../snapshots/papers.ts'
import { examples, filledIn } from './examples.ts'
import { type Section, sections } from './sections.ts'

type Shown = { language: Language; publicUrl: string; now: Date; data: Publisher }

export function docsPage(shown: Shown): string {
  const told = tellIn(shown)
  const contents = [
    ...sections.map(({ id, title }) => [id, title] as const),
    ['refusals', 'docs.refusals'] as const,
  ]
  return frame(
    shown,
    'docs.title',
    `<main class="page">
<div class="intro">
<h1>${told('docs.title')}</h1>
<p class="lead">${told('docs.lead')}</p>
<p class="address"><code>${escaped(shown.publicUrl)}</code></p>
<p class="ways"><a class="button main" href="/docs/api?lang=${shown.language}">${told('docs.description')}</a> <a class="button" href="/openapi.json">${told('docs.document')}</a></p>
<p class="muted">${told('docs.description-about')}</p>
</div>
<nav class="contents" aria-label="${told('docs.contents')}"><ul>${contents.map(([id, title]) => `<li><a href="#${id}">${told(title)}</a></li>`).join('')}</ul></nav>
<div class="sections">
${sections.map(section => sectionOf(section, shown)).join('\n')}
${refusals(shown)}
</div>
</main>
<script src="/docs/copy.js" defer></script>`,
  )
}

/** The document, rendered by Swagger UI from our own address. */
export const apiPage = (shown: Shown): string =>
  frame(
    shown,
    'docs.description',
    `<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
<link rel="stylesheet" href="/docs/api.css">
<main id="api"><noscript><a href="/openapi.json">openapi.json</a></noscript></main>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/api.js"></script>`,
  )

/** What both pages begin with. */
function frame(shown: Shown, title: MessageKey, body: string): string {
  const { language } = shown
  const told = tellIn(shown)
  const other = languages.find(each => each !== language) ?? language
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${told(title)} · Kentongan</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/page.css">
<script src="/docs/theme.js"></script>
</head>
<body>
<header><a class="brand" href="/">Kentongan</a><nav>${title === 'docs.title' ? '' : `<a href="/docs?lang=${language}">${told('docs.title')}</a>`}<a href="/collections?f=html&amp;lang=${language}">${told('feature.title')}</a><a href="?lang=${other}" lang="${other}">${escaped(say(other, 'bot.language-name'))}</a></nav></header>
${body}
</body>
</html>
`
}

function tellIn({ language, publicUrl, now, data: { publisher, licence } }: Shown) {
  const known = { url: publicUrl, publisher, licence: licence ?? '' }
  const date = now.toLocaleDateString(localeOf(language), { dateStyle: 'long', timeZone: 'UTC' })
  return (key: MessageKey, gaps: Record<string, string> = {}) =>
    escaped(say(language, key, { ...known, date, ...gaps })).replace(
      /\b(GET|If-None-Match|geoformat=geojson|Authorization: Bearer \w+|application\/problem\+json|Data-Audience: researcher|npm install \S+\.tgz)\b/g,
      '<code>$1</code>',
    )
}

function sectionOf({ id, title, paragraphs, doors }: Section, shown: Shown): string {
  const told = tellIn(shown)
  const rows = doors?.map(
    ([method, path, words]) =>
      `<tr><th scope="row"><code><span class="method">${method}</span> ${readable(method, path)}</code></th><td>${told(words)}</td></tr>`,
  )
  const own = examples.filter(({ section }) => section === id)
  return `<section id="${id}" aria-labelledby="${id}-title">
<h2 id="${id}-title"><a href="#${id}">${told(title)}</a></h2>
${paragraphs
  .map(key => saidHere(key, shown))
  .map(key => `<p>${key === 'docs.citation' ? `<q>${told(key)}</q>` : told(key)}</p>`)
  .join('\n')}
${rows ? `<table aria-label="${told('docs.addresses')}"><tbody>${rows.join('')}</tbody></table>` : ''}
${own.map(({ program, text, name }, index) => exampleOf({ title, program, text, name, isOpen: index === 0 }, shown)).join('\n')}
</section>`
}

/** The licence of the data, where whoever runs this has said it. */
const saidHere = (key: MessageKey, { data }: Shown): MessageKey =>
  key === 'docs.licence-ask' && data.licence !== null ? 'docs.licence-data' : key

/** An address that a browser may open as it is, is a link. */
function readable(method: string, path: string): string {
  const isWhole = method === 'GET' && !path.includes('{') && !needing.has(path)
  return isWhole ? `<a href="${path}">${path}</a>` : escaped(path)
}
/** These ask for parameters. */
const needing = new Set([
  '/events',
  '/exports/reports.csv',
  '/reports/archive',
  '/reports/timeseries',
  '/api/moments',
  '/api/timeline',
])

type Told = { title: MessageKey; program: string; text: string; name: string; isOpen: boolean }

function exampleOf({ title, program, text, name, isOpen }: Told, shown: Shown): string {
  const told = tellIn(shown)
  return `<details class="example"${isOpen ? ' open' : ''}><summary>${escaped(program)}</summary>
<div class="code"><button type="button" class="button copy" data-copied="${told('docs.copied')}" hidden>${told('docs.copy')}</button><pre tabindex="0" role="region" aria-label="${told(title)}: ${told('docs.example', { program })}" data-file="${escaped(name)}"><code>${escaped(filledIn(text, shown.publicUrl))}</code></pre></div></details>`
}

/** The type of every problem leads here: /docs#code. */
function refusals(shown: Shown): string {
  const told = tellIn(shown)
  const rows = [...new Set(refusalCodes)]
    .toSorted()
    .map(
      code =>
        `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${told(`refusal.${code}`)}</td></tr>`,
    )
  return `<section id="refusals" aria-labelledby="refusals-title">
<h2 id="refusals-title"><a href="#refusals">${told('docs.refusals')}</a></h2>
<p>${told('docs.refusals-about')}</p>
<table><thead><tr><th scope="col">${told('docs.code')}</th><th scope="col">${told('docs.sentence')}</th></tr></thead><tbody>${rows.join('')}</tbody></table>
</section>`
}
