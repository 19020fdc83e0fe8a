// Photos in a store that speaks S3, for many machines that share one. Browsers never see its address: what they get passes through here.
import { Readable } from 'node:stream'
import { AwsClient } from 'aws4fetch'
import { Router } from 'express'
import { streamTo } from '../wire/streamed.ts'
import { type PhotoStore, photoHeaders, storeAway } from './photo-store.ts'

export type S3Settings = {
  /** Address of the store without the bucket, e.g. https://s3.example.org */
  endpoint: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
}

/** A store that hangs is as good as away, and whoever waits with a photo is told so before they give up, ms. */
const TIME_LIMIT_MS = 10_000
/** Whether it holds a photo is asked first, and is little work. */
const QUESTION_LIMIT_MS = 4_000
const NAME = /^[\w-]{1,64}\.jpg$/

export function s3Store({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): PhotoStore {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: 3 })
  const base = `${endpoint.replace(/\/+$/, '')}/${bucket}/photos`
  /** The limit holds until it answers: what it brings then may take as long as a slow phone needs. */
  async function ask(key: string, init: RequestInit = {}, limit = TIME_LIMIT_MS): Promise<Response> {
    const late = new AbortController()
    const timer = setTimeout(() => late.abort(), limit)
    try {
      return await client.fetch(`${base}/${key}`, { signal: late.signal, ...init })
    } catch (fault) {
      throw storeAway('The photo store does not answer.', fault)
    } finally {
      clearTimeout(timer)
    }
  }

  async function write(key: string, bytes: Buffer): Promise<void> {
    const headers = { 'Content-Type': 'image/jpeg' }
    const response = await ask(key, { method: 'PUT', body: new Uint8Array(bytes), headers })
    if (!response.ok) throw storeAway(`The photo store answered ${response.status} when ${key} was written.`)
  }

  const served = Router()
  served.get(['/:name', '/:size/:name'], async (request, response, next) => {
    const { size, name } = request.params as { size?: string; name: string }
    if (!NAME.test(name) || (size !== undefined && size !== 'small' && size !== 'full')) return next()
    const found = await ask(size === undefined ? name : `${size}/${name}`)
    if (found.status === 404 || found.status === 403) {
      await found.body?.cancel()
      return next()
    }
    if (!found.ok || !found.body) throw storeAway(`The photo store answered ${found.status}.`)
    response.set(photoHeaders)
    const length = found.headers.get('Content-Length')
    if (length) response.set('Content-Length', length)
    await streamTo(response, Readable.from(found.body))
  })

  return {
    served,
    async holds(name) {
      const response = await ask(name, { method: 'HEAD' }, QUESTION_LIMIT_MS)
      if (response.status === 404 || response.status === 403) return false
      if (!response.ok) throw storeAway(`The photo store answered ${response.status}.`)
      return true
    },
    async put(name, { small, full, panel }) {
      await write(`small/${name}`, small)
      await write(`full/${name}`, full)
      await write(name, panel)
    },
  }
}
