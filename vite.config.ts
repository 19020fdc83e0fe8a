// The browser's side: its pages built into dist/, each asset named by its content so that it may be kept for ever.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { appFiles } from './web/report/app-files.ts'

const web = resolve(import.meta.dirname, 'web')

const pages = ['map', 'report', 'mine', 'alerts', 'desk', 'embed', 'lost']
  .map(page => [page, resolve(web, page, 'index.html')] as const)
  .filter(([, file]) => existsSync(file))

const app = appFiles()

/** A page carries what every page says and its own words, not those of all rooms: see web/map/words.ts and web/desk/words.ts. */
const everydayWords: Plugin = {
  name: 'everyday-words',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.endsWith('/words.ts')) return undefined
    const found = await this.resolve(source, importer, { skipSelf: true })
    const whole = resolve(import.meta.dirname, 'server/domain/messages/words.ts')
    return found?.id === whole ? whole.replace(/words\.ts$/, 'everyday.ts') : undefined
  },
}
/** What stands in the head of every page that asks for it: web/head.html. */
const sameHead: Plugin = {
  name: 'same-head',
  transformIndexHtml: {
    order: 'pre',
    handler: page => page.replace('<!-- head -->', readFileSync(resolve(web, 'head.html'), 'utf8').trim()),
  },
}
/** The service worker that shows alerts. */
const WORKER = 'alerts-worker'

export default defineConfig({
  root: web,
  base: '/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [
    app.plugin,
    everydayWords,
    sameHead,
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'report',
      filename: 'offline.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        rollupFormat: 'iife',
        globPatterns: ['report/index.html', 'assets/*'],
        // What is named by its content needs no other sign of its version.
        dontCacheBustURLsMatching: /^assets\//,
        manifestTransforms: [
          async entries => ({ manifest: entries.filter(({ url }) => app.isNeeded(url)), warnings: [] }),
        ],
      },
    }),
  ],
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    // MapLibre, which is fetched only where a map is opened.
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: {
      input: { ...Object.fromEntries(pages), [WORKER]: resolve(web, 'alerts/worker.ts') },
      // A browser finds a new version of a service worker under its old name.
      output: {
        entryFileNames: ({ name }) => (name === WORKER ? '[name].js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
