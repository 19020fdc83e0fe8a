// A server that does nothing but send one file's bytes (with express, or with node:http alone), read a JSON body and send it back (`echo`), or send
// what it is sent to all who have a WebSocket open (`ws`).
// Run as a process of its own.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { WebSocketServer } from 'ws'

const [, , kind, file = ''] = process.argv
const bytes = file ? readFileSync(file) : Buffer.alloc(0)
const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': bytes.length }

const withExpress = () => express().get(/.*/, (_request, response) => void response.set(headers).end(bytes))

const echo = () =>
  express().post('/api/reports', express.json(), (request, response) => {
    response.status(201).json({ report: request.body })
  })

const withHttp = () => createServer((_request, response) => response.writeHead(200, headers).end(bytes))

function withSockets() {
  const http = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const body = Buffer.concat(pieces)
    for (const client of sockets.clients) client.send(body, { binary: false })
    response.writeHead(201).end()
  })
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  return http
}

const server =
  kind === 'ws'
    ? withSockets()
    : kind === 'echo'
      ? createServer(echo())
      : kind === 'express'
        ? createServer(withExpress())
        : withHttp()
server.listen(0, '127.0.0.1', () => console.log(`http://localhost:${(server.address() as AddressInfo).port}`))
