// A local program that publishes as BMKG and GDACS do: the same shapes with made-up content, which a test may change, break or delay.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Publishing = string | ((request: IncomingMessage, response: ServerResponse) => void)

export type OfficialSource = Awaited<ReturnType<typeof openSource>>

export async function openSource() {
  const pages = new Map<string, Publishing>()
  const asked: { path: string; at: number; headers: IncomingMessage['headers'] }[] = []
  const http = createServer((request, response) => {
    const path = request.url ?? '/'
    asked.push({ path, at: performance.now(), headers: request.headers })
    const page = pages.get(path)
    if (page === undefined) return response.writeHead(404).end()
    if (typeof page === 'function') return page(request, response)
    const etag = `"${page.length}-${page.slice(-20).replace(/[^a-z0-9]/gi, '')}"`
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end()
    response.writeHead(200, { ETag: etag, 'Content-Type': 'application/octet-stream' }).end(page)
  })
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve))
  const { port } = http.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    pages,
    asked,
    async close() {
      http.closeAllConnections()
      await new Promise(resolve => http.close(resolve))
    },
  }
}

const iso = (at: Date) => at.toISOString().replace(/\.\d{3}Z$/, '+00:00')

/** One earthquake as BMKG writes it. */
export const aQuake = (at: Date, changes: Record<string, unknown> = {}) => ({
  Tanggal: '07 Sep 2026',
  Jam: '19:50:39 WIB',
  DateTime: iso(at),
  Coordinates: '-8.34,121.30',
  Lintang: '8.34 LS',
  Bujur: '121.30 BT',
  Magnitude: '4.0',
  Kedalaman: '10 km',
  Wilayah: 'Pusat gempa berada di laut 37 km utara Mbay',
  Potensi: 'Gempa ini dirasakan untuk diteruskan pada masyarakat',
  Dirasakan: 'II-III Nagekeo, II Ngada',
  Shakemap: '20260907195039.mmi.jpg',
  ...changes,
})

export const quakes = (gempa: unknown) => JSON.stringify({ Infogempa: { gempa } })

const SQUARE = '-6.1,106.7 -6.1,106.9 -6.3,106.9 -6.3,106.7 -6.1,106.7'

/** A weather warning as CAP 1.2. */
export const anAlert = (
  at: Date,
  {
    id = 'CBT1',
    type = 'Alert',
    status = 'Actual',
    polygons = [SQUARE],
    hours = 3,
    severity = 'Moderate',
    references = '',
    before = '',
  }: Partial<{
    id: string
    type: string
    status: string
    polygons: string[]
    hours: number
    severity: string
    references: string
    before: string
  }> = {},
) => `<?xml version="1.0" encoding="UTF-8"?>${before}
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">
  <identifier>${id}</identifier><sender>cuaca@contoh.id</sender><sent>${iso(at)}</sent>
  <status>${status}</status><msgType>${type}</msgType><scope>Public</scope><references>${references}</references>
  <info><language>id</language><category>Met</category><event>Hujan Lebat dan Petir</event>
    <urgency>Immediate</urgency><severity>${severity}</severity><certainty>Observed</certainty>
    <effective>${iso(at)}</effective><expires>${iso(new Date(at.getTime() + hours * 3_600_000))}</expires>
    <headline>Hujan Lebat &amp; Petir di Jakarta</headline><description><![CDATA[Hujan lebat <b>disertai</b> petir.]]></description>
    <web>https://contoh.id/infografis.jpg</web>
    <area><areaDesc>Jakarta</areaDesc>${polygons.map(each => `<polygon>${each}</polygon>`).join('')}</area>
  </info>
</alert>`

export const alertList = (links: string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Peringatan Dini</title>${links
    .map(link => `<item><title>Hujan</title><link>${link}</link></item>`)
    .join('')}</channel></rss>`
