// Bulk files of a million reports: how fast they stream against COPY of the same columns, taking turns, and how much memory the server takes for it.
import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { get } from 'node:http'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { findInstallation } from '../cluster.ts'
import { besides, median, type Result, ratio, rounded, takeTurns } from './measure.ts'
import { databaseWith, MILLION, withServer } from './million.ts'

const run = promisify(execFile)
const ROUNDS = 3
/** What the columns of a bulk file are made of. */
const COPIED = `copy (select id, number, version, hazard, answers, level, at, received_at, expires_at, ST_X(place::geometry), ST_Y(place::geometry),
  placed_by, exactness, region, area, words, title, photos, source, partner, tags, state, about, secret, incident
  from reports where not drill and state in ('unverified', 'verified', 'resolved') order by id) to stdout`

export async function benchExports(): Promise<Result[]> {
  const installation = findInstallation()
  const url = await databaseWith(MILLION)
  if (!installation || !url) return []
  const psql = join(installation.bin, 'psql')
  return withServer(url, async server => {
    const memory = watchMemory(server.pid)
    // What is loaded with the first request of all belongs to no file.
    await fetch(`${server.url}/reports`).then(response => response.arrayBuffer())
    memory.begin()
    const values = await takeTurns(
      {
        copy: () =>
          rate(() => run(psql, ['-X', '-q', '-o', '/dev/null', '-c', COPIED.replaceAll('\n', ' '), url])),
        ndjson: () => rate(() => download(`${server.url}/exports/reports.ndjson`)),
        csv: () => rate(() => download(`${server.url}/exports/reports.csv`)),
      },
      ROUNDS,
    )
    return [
      {
        name: `exports: ${MILLION.toLocaleString('en')} reports, PostgreSQL`,
        figures: {
          'COPY reports/s': rounded(median(values.copy)),
          'NDJSON reports/s': rounded(median(values.ndjson)),
          'CSV reports/s': rounded(median(values.csv)),
          'NDJSON / COPY': ratio(values.ndjson, values.copy),
          'CSV / COPY': ratio(values.csv, values.copy),
          ...memory.figures(),
        },
        row: {
          ...besides(
            'All reports as NDJSON, 1,000,000 stored',
            'reports/s',
            [values.ndjson, values.copy],
            'COPY of the same columns by psql',
            'memory: 64 MB',
          ),
          ours: `${rounded(median(values.ndjson)).toLocaleString('en')} reports/s, memory grew by ${memory.figures()['memory grew by, MB'] ?? 'an unknown number of'} MB`,
        },
      },
    ]
  })
}

async function rate(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return MILLION / ((performance.now() - begun) / 1_000)
}

/** Reads it all and keeps nothing; as many lines as there are reports have to come. */
function download(address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    get(address, response => {
      let lines = 0
      response
        .on('data', (chunk: Buffer) => {
          for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) lines++
        })
        .on('end', () =>
          lines >= MILLION ? resolve() : reject(new Error(`${address} broke off at ${lines}`)),
        )
        .on('error', reject)
    }).on('error', reject)
  })
}

/** The resident memory of a process, where the system tells it (Linux). */
function watchMemory(pid: number) {
  const file = `/proc/${pid}/status`
  const megabytes = () =>
    existsSync(file) ? Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1]) / 1_024 : Number.NaN
  let before = Number.NaN
  let most = 0
  return {
    begin() {
      before = megabytes()
      setInterval(() => {
        most = Math.max(most, megabytes())
      }, 100).unref()
    },
    figures: (): Record<string, number> =>
      Number.isNaN(before)
        ? {}
        : { 'memory before, MB': Math.round(before), 'memory grew by, MB': Math.round(most - before) },
  }
}
