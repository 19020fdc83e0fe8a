// A server that does nothing but send one file's bytes: with express, or with node:http alone. Run as a process of its own.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'

const [, , kind, file = ''] = process.argv
const bytes = readFileSync(file)
const headers = { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': bytes.length }

const withExpress = () =>
  express().get('/reports', (_request, response) => void response.set(headers).end(bytes))

const server =
  kind === 'express'
    ? createServer(withExpress())
    : createServer((_request, response) => response.writeHead(200, headers).end(bytes))
server.listen(0, '127.0.0.1', () => console.log(`http://localhost:${(server.address() as AddressInfo).port}`))
