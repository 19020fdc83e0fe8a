// A geocoder of our own that speaks Nominatim's search, and remembers who asked what and when.
import type { AddressInfo } from 'node:net'
import express from 'express'

type Place = { lat: string; lon: string; name?: string; display_name: string; boundingbox?: string[] }

export function openNominatim() {
  const asked: { query: Record<string, unknown>; agent: string; at: number }[] = []
  const known = new Map<string, Place[]>()
  let isBroken = false
  const app = express()
  app.get('/search', (request, response) => {
    asked.push({ query: request.query, agent: request.get('User-Agent') ?? '', at: performance.now() })
    if (isBroken) return void response.sendStatus(503)
    response.json(known.get(String(request.query.q)) ?? [])
  })
  const server = app.listen(0)
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/search`,
    asked,
    known,
    breaks: () => {
      isBroken = true
    },
    close: () => new Promise(resolve => server.close(resolve)),
  }
}
