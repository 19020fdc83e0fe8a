// What researchers really use reads everything over OGC API - Features with nothing but the address: GDAL, QGIS, OWSLib and ogc-client.
import { execFile } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { OgcApiEndpoint } from '@camptocamp/ogc-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importArea } from '../db/areas.ts'
import { importGauges } from './gauge-file.ts'
import { aReport, aSquare, aWarning, openWorld, postReport, signIn, type World, warn } from './world.ts'

const run = promisify(execFile)
const onCi = process.env.CI === 'true'
const programs = {
  gdal: existsSync('/usr/bin/ogr2ogr'),
  qgis: existsSync('/usr/lib/python3/dist-packages/qgis'),
  owslib: existsSync('/usr/lib/python3/dist-packages/owslib'),
}
for (const [name, isThere] of Object.entries(programs))
  if (!isThere) {
    if (onCi) throw new Error(`${name} is missing, and the tests need it where CI=true`)
    console.warn(`${name} is missing: ITS TESTS OF THE OPEN DATA ARE SKIPPED.`)
  }

const FLOODS = 60
const FIRES = 7
const PATIENCE = 120_000
let world: World
let folder: string

beforeAll(async () => {
  world = await openWorld('embedded')
  folder = mkdtempSync(join(tmpdir(), 'kentongan-ogc-'))
  for (let each = 0; each < FLOODS + FIRES; each++)
    await postReport(
      world,
      aReport({
        ...(each < FIRES && { hazard: 'fire', answers: {} }),
        ...(each >= FIRES && { answers: { depth: (each * 31) % 200 } }),
        place: {
          lng: 106.7 + (each % 10) * 0.02,
          // Near enough to the one below to be one incident with it.
          lat: -6.3 + Math.floor(each / 10) * 0.002,
        },
      }),
    )
  await postReport(world, aReport({ drill: true }))
  await importGauges(world)
  await importArea(
    world.db,
    { id: 'rw-1', name: 'RW 1', parent: 'Kemang', region: 'ID-JK', properties: {} },
    { type: 'Polygon', coordinates: [aSquare({ lng: 106.8, lat: -6.2 }, 0.01)] },
  )
  await warn(world, [await signIn(world, 'Sari'), await signIn(world, 'Ketut')], aWarning(Date.now()))
  await world.caughtUp()
}, PATIENCE)
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await world.close()
})

async function matched(query: string, collection = 'reports'): Promise<number> {
  const response = await fetch(`${world.url}/collections/${collection}/items?${query}`)
  return (await response.json()).numberMatched
}

async function ogr(program: 'ogrinfo' | 'ogr2ogr', ...options: string[]): Promise<string> {
  const { stdout, stderr } = await run(program, options, { timeout: PATIENCE })
  return stdout + stderr
}
const countIn = (told: string) => Number(/Feature Count: (\d+)/.exec(told)?.[1])
const address = () => `OAPIF:${world.url}`

test.skipIf(!programs.gdal)(
  'GDAL lists the collections, counts, and leaves filters and boxes to us',
  async () => {
    const list = await ogr('ogrinfo', '-ro', address())
    for (const name of ['reports', 'incidents', 'areas', 'gauges', 'warnings']) expect(list).toContain(name)
    expect(countIn(await ogr('ogrinfo', '-ro', '-so', address(), 'reports'))).toBe(FLOODS + FIRES)
    for (const name of ['incidents', 'areas', 'gauges', 'warnings']) {
      const told = await ogr('ogrinfo', '-ro', '-so', address(), name)
      expect([name, countIn(told)]).toEqual([name, await matched('', name)])
      expect(countIn(told)).toBeGreaterThan(0)
    }
    const filtered = ['-ro', '-so', '-where', "hazard = 'fire'", address(), 'reports']
    expect(countIn(await ogr('ogrinfo', ...filtered))).toBe(FIRES)
    const asked = await ogr('ogrinfo', '--debug', 'HTTP', ...filtered)
    expect(asked).toContain('hazard=fire')
    const both = "hazard = 'flood' AND level = 2"
    expect(countIn(await ogr('ogrinfo', '-ro', '-so', '-where', both, address(), 'reports'))).toBe(
      await matched('hazard=flood&level=2'),
    )
    const box = ['106.71', '-6.31', '106.8', '-6.2']
    expect(countIn(await ogr('ogrinfo', '-ro', '-so', '-spat', ...box, address(), 'reports'))).toBe(
      await matched(`bbox=${box.join(',')}`),
    )
  },
  PATIENCE,
)

test.skipIf(!programs.gdal)(
  'no outline of a city or province crosses itself: GEOS takes them all',
  async () => {
    const response = await fetch(`${world.url}/cities?geoformat=geojson`)
    const file = join(folder, 'cities.geojson')
    await writeFile(file, JSON.stringify((await response.json()).result))
    const judged = 'select sum(ST_IsValid(geometry)) as valid, count(*) as outlines from cities'
    const told = await ogr('ogrinfo', '-q', file, '-dialect', 'sqlite', '-sql', judged)
    const read = (name: string) => Number(new RegExp(`${name} \\(\\w+\\) = (\\d+)`).exec(told)?.[1])
    expect(read('valid')).toBe(read('outlines'))
    expect(read('outlines')).toBeGreaterThan(30)
  },
  PATIENCE,
)

test.skipIf(!programs.gdal)(
  'ogr2ogr copies all of it with pages of ten and of a thousand, while a thousand more arrive',
  async () => {
    const file = join(folder, 'copy.gpkg')
    await ogr('ogr2ogr', '-oo', 'PAGE_SIZE=1000', '-f', 'GPKG', file, address(), 'reports')
    expect(countIn(await ogr('ogrinfo', '-so', file, 'reports'))).toBe(FLOODS + FIRES)
    const response = await fetch(`${world.url}/collections/reports/items?limit=1000`)
    const known: string[] = (await response.json()).features.map(({ id }: { id: string }) => id)
    const slow = join(folder, 'slow.csv')
    const copying = ogr('ogr2ogr', '-f', 'CSV', slow, address(), 'reports')
    const arriving = async () => {
      for (let each = 0; each < 250; each++)
        await postReport(world, aReport({ hazard: 'wind', answers: {}, place: { lng: 115.2, lat: -8.65 } }))
    }
    await Promise.all([copying, arriving(), arriving(), arriving(), arriving()])
    const { stdout } = await run('ogrinfo', [
      '-q',
      slow,
      '-sql',
      'select count(*) as all_of_them, count(distinct id) as different from slow',
    ])
    const [count, different] = [...stdout.matchAll(/= (\d+)/g)].map(([, found]) => Number(found))
    expect(count).toBe(different)
    const { stdout: ids } = await run('ogrinfo', ['-q', slow, '-sql', 'select id from slow'], {
      maxBuffer: 64e6,
    })
    expect(known.filter(id => !ids.includes(id))).toEqual([])
  },
  PATIENCE,
)

test.skipIf(!programs.qgis)(
  'QGIS opens each collection as a layer, counts and filters',
  async () => {
    const script = `
import json, sys
from qgis.core import QgsApplication, QgsVectorLayer, QgsFeatureRequest, QgsRectangle
app = QgsApplication([], False)
app.initQgis()
told = {}
for name in ['reports', 'incidents', 'areas', 'gauges', 'warnings']:
    layer = QgsVectorLayer("url='${world.url}' typename='%s' pageSize='25'" % name, name, 'OAPIF')
    told[name] = [layer.isValid(), sum(1 for _ in layer.getFeatures())]
layer = QgsVectorLayer("url='${world.url}' typename='reports'", 'reports', 'OAPIF')
told['fire'] = sum(1 for _ in layer.getFeatures(QgsFeatureRequest().setFilterExpression("hazard = 'fire'")))
told['box'] = sum(1 for _ in layer.getFeatures(QgsFeatureRequest(QgsRectangle(106.71, -6.31, 106.8, -6.2))))
print('TOLD' + json.dumps(told))
sys.stdout.flush()
import os
os._exit(0)
`
    const { stdout } = await run('/usr/bin/python3', ['-c', script], {
      timeout: PATIENCE,
      env: { ...process.env, QT_QPA_PLATFORM: 'offscreen', HOME: folder, XDG_RUNTIME_DIR: folder },
    })
    const told = JSON.parse(stdout.slice(stdout.indexOf('TOLD') + 4))
    for (const name of ['reports', 'incidents', 'areas', 'gauges', 'warnings'])
      expect([name, ...told[name]]).toEqual([name, true, await matched('', name)])
    expect(told.fire).toBe(FIRES)
    expect(told.box).toBe(await matched('bbox=106.71,-6.31,106.8,-6.2'))
  },
  PATIENCE,
)

test.skipIf(!programs.owslib)(
  'OWSLib finds collections, queryables and items, and filters them',
  async () => {
    const script = `
import json
from owslib.ogcapi.features import Features
api = Features('${world.url}/')
told = {
  'collections': api.feature_collections(),
  'conforms': len(api.conformance()['conformsTo']),
  'paths': len(api.api()['paths']),
  'queryables': list(api.collection_queryables('reports')['properties']),
  'page': api.collection_items('reports', limit=5)['numberReturned'],
  'fire': api.collection_items('reports', limit=100, hazard='fire')['numberMatched'],
  'box': api.collection_items('reports', limit=100, bbox=[106.71, -6.31, 106.8, -6.2])['numberMatched'],
  'filter': api.collection_items('reports', limit=100, filter="hazard = 'fire' OR level = 3")['numberMatched'],
}
one = api.collection_items('reports', limit=1)['features'][0]
told['same'] = api.collection_item('reports', one['id'])['properties'] == one['properties']
print(json.dumps(told))
`
    const { stdout } = await run('/usr/bin/python3', ['-c', script], { timeout: PATIENCE })
    const told = JSON.parse(stdout)
    expect(told.collections).toEqual(['reports', 'incidents', 'areas', 'gauges', 'warnings'])
    expect(told.conforms).toBeGreaterThan(10)
    expect(told.queryables).toContain('hazard')
    expect(told).toMatchObject({ page: 5, fire: FIRES, same: true })
    expect(told.box).toBe(await matched('bbox=106.71,-6.31,106.8,-6.2'))
    expect(told.filter).toBe(await matched(`filter=${encodeURIComponent("hazard = 'fire' OR level = 3")}`))
  },
  PATIENCE,
)

test('ogc-client finds collections, and their items with a box and a limit', async () => {
  const endpoint = new OgcApiEndpoint(`${world.url}/`)
  expect(await endpoint.hasFeatures).toBe(true)
  expect(await endpoint.featureCollections).toEqual(['reports', 'incidents', 'areas', 'gauges', 'warnings'])
  const info = await endpoint.getCollectionInfo('reports')
  expect(info).toMatchObject({ id: 'reports', itemType: 'feature' })
  const items = await endpoint.getCollectionItems('reports', 25, 0)
  expect(items).toHaveLength(25)
  const item = await endpoint.getCollectionItem('reports', String(items[0]?.id))
  expect(item.properties).toEqual(items[0]?.properties)
  const asked = await endpoint.getCollectionItemsUrl('reports', {
    limit: 100,
    extent: [106.71, -6.31, 106.8, -6.2],
    outputFormat: 'json',
  })
  const answer = await fetch(asked)
  expect((await answer.json()).numberMatched).toBe(await matched('bbox=106.71,-6.31,106.8,-6.2'))
})
