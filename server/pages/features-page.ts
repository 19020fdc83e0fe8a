// Open data as pages for people: what there is, what it holds, and a page of features as a small map with a table. No script is needed.
import type { Geometry, MultiPolygon, Polygon } from 'geojson'
import type { Level } from '../domain/hazards/hazard.ts'
import { type Language, languages, localeOf, type MessageKey, say } from '../domain/messages/index.ts'
import { type Bounds, regions } from '../domain/regions/index.ts'
import type { Collection, Item, Page } from '../features/collection.ts'
import { kindsOf } from '../features/question.ts'
import { escaped, plainPage } from './plain-page.ts'
import { sketchOf } from './sketch.ts'

const STYLE = `body{max-width:64rem}.lead{max-width:38rem}.wide{overflow-x:auto}.wide:focus-visible{outline:3px solid var(--a)}table{font-size:.9375rem;font-variant-numeric:tabular-nums}td:last-child,th:last-child{text-align:left;white-space:normal}td{min-width:4rem;max-width:28rem;overflow-wrap:anywhere}.items td{white-space:nowrap}.items td.long{white-space:normal;min-width:14rem}code{font-size:.9375em;overflow-wrap:anywhere}
.sketch{display:block;width:100%;max-width:42rem;height:auto;margin:1rem 0;border:1px solid #8884;border-radius:8px;background:var(--sea);font-size:12px;--sea:#e3eef6}.sketch text{fill:var(--i)}.scale{fill:none;stroke:var(--i);stroke-width:1.5}.ground{fill:var(--s);stroke:#8886;stroke-width:.8}.area{fill-opacity:.25;stroke-width:2}.sketch circle{stroke:var(--s);stroke-width:.8}
.level-0{fill:#5b66c9;stroke:#5b66c9}.level-1{fill:#f2c400;stroke:#f2c400}.level-2{fill:#f07d00;stroke:#f07d00}.level-3{fill:#b71c34;stroke:#b71c34}@media(prefers-color-scheme:dark){.sketch{--sea:#12263a}.level-0{fill:#8592f0;stroke:#8592f0}.level-3{fill:#ff6b7f;stroke:#ff6b7f}}`

type Links = { rel: string; href: string }[]
type Shown = { address: URL; language: Language; title: string; body: string; links?: string[] }

/** A page under its title with the way to the same in the other language and as JSON. */
function shown({ address, language, title, body, links = [] }: Shown): string {
  const other = languages.find(each => each !== language) ?? language
  const changed = (name: string, value: string) => {
    const next = new URL(address)
    next.searchParams.set(name, value)
    return escaped(next.pathname + next.search)
  }
  const nav = [
    ...links,
    `<a href="/collections?f=html">${escaped(say(language, 'feature.title'))}</a>`,
    `<a href="/docs">${escaped(say(language, 'feature.docs'))}</a>`,
    `<a href="${changed('f', 'json')}">${escaped(say(language, address.pathname.includes('/items') ? 'feature.as-geojson' : 'feature.as-json'))}</a>`,
    `<a href="${changed('lang', other)}" lang="${other}">${escaped(say(other, 'bot.language-name'))}</a>`,
  ]
  return plainPage(language, title, `${body}<nav>${nav.join('')}</nav>`, STYLE)
}

export function collectionsPage(
  address: URL,
  language: Language,
  collections: readonly Collection[],
): string {
  const told = (key: MessageKey) => escaped(say(language, key))
  const entries = collections.map(
    ({ id }) =>
      `<li><a href="/collections/${id}?f=html"><strong>${told(`feature.${id}`)}</strong></a><br>${told(`feature.${id}-about`)}</li>`,
  )
  return shown({
    address,
    language,
    title: say(language, 'feature.title'),
    body: `<p class="lead">${told('feature.about')}</p><ul>${entries.join('')}</ul>`,
    links: [`<a href="/conformance?f=html">${told('feature.conformance')}</a>`],
  })
}

export const conformancePage = (address: URL, language: Language, classes: readonly string[]): string =>
  shown({
    address,
    language,
    title: say(language, 'feature.conformance'),
    body: `<ul>${classes.map(one => `<li><code>${escaped(one)}</code></li>`).join('')}</ul>`,
  })

export function collectionPage(address: URL, language: Language, { id }: Collection, box: Bounds): string {
  const told = (key: MessageKey) => escaped(say(language, key))
  return shown({
    address,
    language,
    title: say(language, `feature.${id}`),
    body: `<p class="lead">${told(`feature.${id}-about`)}</p><p><code>bbox ${box.map(one => one.toFixed(2)).join(', ')}</code></p>
<ul><li><a href="/collections/${id}/items?f=html">${told('feature.items')}</a></li><li><a href="/collections/${id}/queryables?f=html">${told('feature.properties')}</a></li></ul>`,
  })
}

export function propertiesPage(
  address: URL,
  language: Language,
  collection: Collection,
  isAll: boolean,
): string {
  const told = (key: MessageKey) => escaped(say(language, key))
  const rows = collection.properties
    .filter(({ name }) => isAll || collection.queryables.includes(name))
    .map(
      ({ name, kind, about }) =>
        `<tr><th scope="row"><code>${name}</code></th><td>${kind}</td><td lang="en">${escaped(about)}</td></tr>`,
    )
  return shown({
    address,
    language,
    title: `${say(language, `feature.${collection.id}`)}: ${say(language, 'feature.properties')}`,
    body: `<div class="wide" tabindex="0" role="region" aria-label="${told('feature.properties')}"><table><thead><tr><th scope="col">${told('feature.column')}</th><th scope="col">${told('feature.kind')}</th><th scope="col">${told('feature.meaning')}</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`,
    links: [backTo(collection, language)],
  })
}

export function itemsPage(
  address: URL,
  language: Language,
  collection: Collection,
  { items, matched }: Page,
  links: Links,
  wrong?: string,
): string {
  const told = (key: MessageKey, gaps?: Record<string, string>) => escaped(say(language, key, gaps))
  const number = (value: number) => value.toLocaleString(localeOf(language))
  const next = links.find(({ rel }) => rel === 'next')
  const [key = 'id'] = ['number', 'name', 'id'].filter(name =>
    collection.properties.some(one => one.name === name),
  )
  // People call things by number or name; ids are for programs.
  const columns = collection.properties
    .filter(({ name }) => (name !== 'id' || key === 'id') && items.some(one => one.properties[name] != null))
    .toSorted((a, b) => Number(b.name === key) - Number(a.name === key))
  const rows = items.map(({ id, properties }) => {
    const cells = columns.map(({ name }, index) => {
      const text = escaped(String(properties[name] ?? '–'))
      const linked =
        index === 0
          ? `<a href="/collections/${collection.id}/items/${encodeURIComponent(id)}?f=html">${text}</a>`
          : text
      return `<td${text.length > 38 ? ' class="long"' : ''}>${linked}</td>`
    })
    return `<tr>${cells.join('')}</tr>`
  })
  const shownNow = number(items.length)
  const count =
    matched === undefined
      ? told('feature.shown', { shown: shownNow })
      : told('feature.count', { shown: shownNow, count: number(matched) })
  const example = Object.keys(kindsOf(collection)).includes('hazard')
    ? "hazard = 'flood' AND level &gt;= 2"
    : ''
  const form = `<form action="/collections/${collection.id}/items"><input type="hidden" name="f" value="html"><input name="filter" aria-label="${told('feature.filter')} (CQL2)" placeholder="${example}" value="${escaped(address.searchParams.get('filter') ?? '')}" spellcheck="false"><button>${told('feature.apply')}</button></form>`
  const table = `<div class="wide items" tabindex="0" role="region" aria-label="${told(`feature.${collection.id}`)}"><table><thead><tr>${columns.map(({ name, about }) => `<th scope="col" title="${escaped(about)}">${escaped(name)}</th>`).join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`
  return shown({
    address,
    language,
    title: say(language, `feature.${collection.id}`),
    body: `${form}${
      items.length === 0
        ? `<p role="${wrong ? 'alert' : 'status'}">${wrong ? escaped(wrong) : told('feature.none')}</p>`
        : `${mapOf(items, language)}<p>${count}${next ? ` · <a href="${escaped(here(next.href))}" rel="next">${told('feature.next')}</a>` : ''}</p>${table}`
    }`,
    links: [backTo(collection, language)],
  })
}

export function itemPage(address: URL, language: Language, collection: Collection, item: Item): string {
  const rows = collection.properties
    .filter(({ name }) => item.properties[name] != null)
    .map(
      ({ name, about }) =>
        `<tr><th scope="row" title="${escaped(about)}">${escaped(name)}</th><td>${linkedText(String(item.properties[name]))}</td></tr>`,
    )
  return shown({
    address,
    language,
    title: `${say(language, `feature.${collection.id}`)}: ${String(item.properties.number ?? item.properties.name ?? item.id)}`,
    body: `${mapOf([item], language)}<table>${rows.join('')}</table>`,
    links: [backTo(collection, language)],
  })
}

const backTo = ({ id }: Collection, language: Language) =>
  `<a href="/collections/${id}/items?f=html">${escaped(say(language, `feature.${id}`))}</a>`

/** Addresses are written for programs too; within a page the way is short. */
function here(href: string): string {
  const { pathname, search } = new URL(href)
  return pathname + search
}

const linkedText = (text: string): string =>
  escaped(text).replace(/https?:\/\/[^\s<]+/g, found => `<a href="${found}" rel="nofollow">${found}</a>`)

function mapOf(items: Item[], language: Language): string {
  const levelOf = ({ properties }: Item): Level => {
    const level = Number(properties.level ?? Math.max(0, Number(properties.state ?? 1) - 1))
    return level === 1 || level === 2 || level === 3 ? level : 0
  }
  const outlines = items.flatMap(item =>
    isOutline(item.geometry) ? [{ outline: item.geometry, level: levelOf(item) }] : [],
  )
  const points = items.flatMap(item => {
    if (item.geometry.type !== 'Point') return []
    const [lng = 0, lat = 0] = item.geometry.coordinates
    return [{ lng, lat, level: levelOf(item) }]
  })
  const ground = regions.map(({ geometry }) => geometry)
  return sketchOf(
    { outlines, points, ground },
    { title: say(language, 'feature.map'), north: say(language, 'feature.north') },
  )
}

const isOutline = (geometry: Geometry): geometry is Polygon | MultiPolygon =>
  geometry.type === 'Polygon' || geometry.type === 'MultiPolygon'
