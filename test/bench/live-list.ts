// The incumbent's live list with 1,000 reports and a tile of them, against express and node:http that send a fixed buffer of the same size; and the
// same list with 11,000 and with a million reports stored, against what the incumbent itself reached on a machine like this.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { v7 as newUuid } from 'uuid'
import { startProcess } from '../server-process.ts'
import { besides, median, type Result, ratio, rounded, takeTurns } from './measure.ts'
import { databaseWith, MILLION, withServer } from './million.ts'
import { type Plain, servePlain } from './plain.ts'

const REPORTS = 1_000
const SECONDS = 3
const ROUNDS = 5
const CONNECTIONS = 10
/** Requests a second of the incumbent, 1,000 features each. */
const INCUMBENT = 62
const path = '/reports?geoformat=geojson'
/** Greater Jakarta, where the reports lie. */
const tile = '/tiles/reports/9/407/265.mvt'

const fileAt = (address: string) => fileURLToPath(new URL(address, import.meta.url))
const run = promisify(execFile)

export async function benchLiveList(): Promise<Result[]> {
  return [...(await againstFixed()), ...(await againstHistory())]
}

async function againstHistory(): Promise<Result[]> {
  const [few, many] = [await databaseWith(10_000), await databaseWith(MILLION)]
  if (!few || !many) return []
  return withServer(few, small =>
    withServer(many, async large => {
      for (const { url } of [small, large]) {
        await post(url)
        await wholeList(url)
      }
      const values = await takeTurns({ small: () => load(small.url), large: () => load(large.url) }, ROUNDS)
      return [
        {
          name: `live list: ${REPORTS} reports of many stored, PostgreSQL, ${CONNECTIONS} connections`,
          figures: {
            'with 11,000 stored/s': rounded(median(values.small)),
            'with 1,001,000 stored/s': rounded(median(values.large)),
            'many / few': ratio(values.large, values.small),
            'many / incumbent': rounded(median(values.large) / INCUMBENT),
          },
          row: {
            ...besides(
              'Live list of 1,000 reports with 1,001,000 stored',
              'answers/s',
              [values.large, values.small],
              'with 11,000 stored',
              'within 20%; 10 times the incumbent',
            ),
            ours: `${rounded(median(values.large)).toLocaleString('en')} answers/s, ${(median(values.large) / INCUMBENT).toFixed(1)} times the incumbent`,
          },
        },
      ]
    }),
  )
}

async function againstFixed(): Promise<Result[]> {
  const folder = mkdtempSync(join(tmpdir(), 'kentongan-bench-'))
  const server = await startProcess({ DATA_DIR: folder })
  const fixed: Plain[] = []
  try {
    await post(server.url)
    const bytes = await wholeList(server.url)
    const tileBytes = Buffer.from(await (await fetch(server.url + tile)).arrayBuffer())
    const serve = async (kind: 'express' | 'http', name: string, content: Buffer) => {
      writeFileSync(join(folder, name), content)
      const plain = await servePlain(kind, join(folder, name))
      fixed.push(plain)
      return plain
    }
    const withExpress = await serve('express', 'list.json', bytes)
    const withNode = await serve('http', 'list.json', bytes)
    const tileWithExpress = await serve('express', 'tile.mvt', tileBytes)
    const values = await takeTurns(
      {
        ours: () => load(server.url),
        express: () => load(withExpress.url),
        http: () => load(withNode.url),
        tile: () => load(server.url, tile),
        tileExpress: () => load(tileWithExpress.url, tile),
      },
      ROUNDS,
    )
    return [
      {
        name: `live list: ${REPORTS} reports, ${Math.round(bytes.length / 1_000)} kB, ${CONNECTIONS} connections`,
        figures: {
          'ours/s': rounded(median(values.ours)),
          'express/s': rounded(median(values.express)),
          'node:http/s': rounded(median(values.http)),
          'ours / express': ratio(values.ours, values.express),
          'ours / node:http': ratio(values.ours, values.http),
        },
        row: besides(
          `Live list of ${REPORTS.toLocaleString('en')} reports, ${Math.round(bytes.length / 1_000)} kB`,
          'answers/s',
          [values.ours, values.express],
          'express sending a fixed buffer',
          '0.8',
        ),
      },
      {
        name: `live tile: ${REPORTS} reports, ${Math.round(tileBytes.length / 1_000)} kB, ${CONNECTIONS} connections`,
        figures: {
          'ours/s': rounded(median(values.tile)),
          'express/s': rounded(median(values.tileExpress)),
          'ours / express': ratio(values.tile, values.tileExpress),
        },
        row: besides(
          `Live tile of these reports, ${Math.round(tileBytes.length / 1_000)} kB`,
          'answers/s',
          [values.tile, values.tileExpress],
          'express sending a fixed buffer',
        ),
      },
    ]
  } finally {
    for (const { child } of fixed) child.kill()
    await server.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
}

async function post(url: string): Promise<void> {
  for (let index = 0; index < REPORTS; index++) {
    const { status } = await fetch(`${url}/api/reports`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': newUuid() },
      body: JSON.stringify({
        hazard: 'flood',
        answers: { depth: (index % 40) * 5 },
        place: { lng: 106.6 + (index % 50) / 100, lat: -6.4 + Math.floor(index / 50) / 100 },
        placedBy: 'location',
        words: `Banjir di gang ${index}, air masuk rumah dan masih naik.`,
      }),
    })
    if (status !== 201) throw new Error(`a report was answered with ${status}`)
  }
}

/** The list as it is once the board has taken all reports in. */
async function wholeList(url: string): Promise<Buffer> {
  for (let tries = 0; tries < 100; tries++) {
    const response = await fetch(url + path)
    const bytes = Buffer.from(await response.arrayBuffer())
    if (JSON.parse(bytes.toString()).result.features.length === REPORTS) return bytes
    await sleep(100)
  }
  throw new Error(`the list never held ${REPORTS} reports`)
}

/** Requests a second, asked for by a process of its own. */
async function load(url: string, of = path): Promise<number> {
  const { stdout } = await run(
    process.execPath,
    [
      fileAt('../../node_modules/autocannon/autocannon.js'),
      ...['--json', '--no-progress', '-c', String(CONNECTIONS), '-d', String(SECONDS), url + of],
    ],
    { maxBuffer: 64 * 1024 * 1024 },
  )
  const { requests, non2xx, duration } = JSON.parse(stdout)
  if (non2xx > 0) throw new Error(`${non2xx} answers of ${url} were no success`)
  return requests.total / duration
}
