// Opens the bundled map data for MapLibre under addresses of its own (`basemap://land`): the compact files are fetched once,
// beside the program, and unfolded to GeoJSON when the map first asks for them.
import type { Feature, FeatureCollection, Point } from 'geojson'
import { addProtocol } from 'maplibre-gl'
import { feature } from 'topojson-client'
import type { Topology } from 'topojson-specification'
import labelsUrl from './labels.json?url'
import landUrl from './land.json?url'
import { namedFeatures } from './names.ts'

type Label = [lng: number, lat: number, rank: number, name: string]

const fetched = new Map<string, Promise<unknown>>()

function once<T>(url: string): Promise<T> {
  const before = fetched.get(url)
  if (before) return before as Promise<T>
  const answer = fetch(url).then(response => {
    if (!response.ok) throw new Error(`The bundled map file ${url} answered ${response.status}`)
    return response.json() as Promise<T>
  })
  // A failed fetch is tried again when the map next asks.
  answer.catch(() => fetched.delete(url))
  fetched.set(url, answer)
  return answer
}

// On their way while the map's worker starts. What fails is told when the map asks.
for (const url of [landUrl, labelsUrl]) once(url).catch(() => undefined)

async function layers(...names: string[]): Promise<FeatureCollection> {
  const topology = await once<Topology>(landUrl)
  return {
    type: 'FeatureCollection',
    features: names.flatMap(name => {
      const object = topology.objects[name]
      const opened = object ? feature(topology, object) : []
      const list = 'features' in opened ? opened.features : [opened].flat()
      return list.map(item => ({ ...item, properties: { ...item.properties, layer: name } }))
    }),
  }
}

async function places(): Promise<FeatureCollection> {
  const labels = await once<Label[]>(labelsUrl)
  const towns = labels.map(
    ([lng, lat, rank, name], order): Feature<Point> => ({
      type: 'Feature',
      properties: { kind: 'town', rank, id: name, en: name, order },
      geometry: { type: 'Point', coordinates: [lng, lat] },
    }),
  )
  return { type: 'FeatureCollection', features: [...towns, ...namedFeatures] }
}

const opened: Record<string, () => Promise<FeatureCollection>> = {
  'basemap://land': () => layers('land'),
  'basemap://lines': () => layers('borders', 'frontier'),
  'basemap://places': places,
}

addProtocol('basemap', async ({ url }) => {
  const open = opened[url]
  if (!open) throw new Error(`The bundled map has no ${url}`)
  return { data: await open() }
})
