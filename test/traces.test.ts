// Traces reach a collector that speaks OTLP over HTTP: requests by their routes, and the way of a report under its own id, with nothing of anybody's.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { readConfig } from '../server/config.ts'
import { aKey, aReport, openWorld } from './world.ts'

type Attribute = { key: string; value: { stringValue?: string; intValue?: number } }
type Span = {
  traceId: string
  spanId: string
  parentSpanId?: string
  name: string
  startTimeUnixNano: string
  endTimeUnixNano: string
  attributes: Attribute[]
  links?: { traceId: string; spanId: string }[]
}
type Sent = {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Span[] }[] }[]
}

test('a collector hears of requests and of the way of a report', async () => {
  const sent: Sent[] = []
  const asked: { url?: string | undefined; key?: string | string[] | undefined }[] = []
  const collector = createServer(async (request, response) => {
    asked.push({ url: request.url, key: request.headers['x-key'] })
    sent.push((await json(request)) as Sent)
    response.setHeader('Content-Type', 'application/json').end('{}')
  }).listen(0)
  await once(collector, 'listening')
  const world = await openWorld(
    'embedded',
    {},
    {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${(collector.address() as AddressInfo).port}/`,
      OTEL_EXPORTER_OTLP_HEADERS: 'x-key=for%20traces',
      OTEL_SERVICE_NAME: 'kentongan-test',
    },
  )
  const words = 'Nenek Sumarni terjebak di loteng'
  const [trace, parent] = ['0af7651916cd43dd8448eb211c80319c', 'b7ad6b7169203331']
  const key = aKey()
  const response = await fetch(`${world.url}/api/reports`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'Idempotency-Key': key,
      'User-Agent': 'PonselRahasia',
      'X-Forwarded-For': '203.0.113.77',
      traceparent: `00-${trace}-${parent}-01`,
    },
    body: JSON.stringify(aReport({ words })),
  })
  const { report, link } = await response.json()
  await fetch(`${world.url}/lapor?nama=${words.slice(0, 5)}`)
  await world.caughtUp()
  await world.close()
  collector.close()

  expect(new Set(asked.map(({ url }) => url))).toEqual(new Set(['/v1/traces']))
  expect(asked[0]?.key).toBe('for traces')
  const resources = sent.flatMap(({ resourceSpans }) => resourceSpans)
  expect(resources[0]?.resource.attributes).toContainEqual({
    key: 'service.name',
    value: { stringValue: 'kentongan-test' },
  })
  const spans = resources.flatMap(({ scopeSpans }) => scopeSpans.flatMap(scope => scope.spans))

  const request = spans.find(({ name }) => name === 'POST /api/reports')
  expect(request).toMatchObject({ traceId: trace, parentSpanId: parent })
  expect(request?.attributes.map(({ key, value }) => [key, Object.values(value)[0]])).toEqual([
    ['http.request.method', 'POST'],
    ['http.route', '/api/reports'],
    ['http.response.status_code', 201],
  ])

  const way = spans.filter(({ traceId }) => traceId === report.properties.id.replaceAll('-', ''))
  expect(way.map(({ name }) => name).sort()).toEqual([
    'report board',
    'report incident',
    'report intake',
    'report log',
  ])
  const intake = way.find(({ name }) => name === 'report intake')
  expect(intake?.links).toMatchObject([{ traceId: trace, spanId: request?.spanId }])
  for (const { name, parentSpanId, startTimeUnixNano, endTimeUnixNano } of way) {
    expect(parentSpanId || undefined).toBe(name === 'report intake' ? undefined : intake?.spanId)
    expect(BigInt(endTimeUnixNano) >= BigInt(startTimeUnixNano)).toBe(true)
  }

  const all = JSON.stringify(sent)
  const path = new URL(link).pathname.split('/')[2]
  for (const secret of [words, 'Nenek', 'PonselRahasia', '203.0.113.77', '127.0.0.1', key, path])
    expect(all).not.toContain(secret)
})

test('where no collector is named, nothing of it is loaded; a wrong one is told', () => {
  expect(readConfig({}).traces).toBeUndefined()
  expect(() => readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' })).toThrow(
    /OTEL_EXPORTER_OTLP_ENDPOINT/,
  )
  expect(() =>
    readConfig({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318', OTEL_TRACES_SAMPLER_ARG: '2' }),
  ).toThrow(/OTEL_TRACES_SAMPLER_ARG/)
})
