// The browser's side: its pages built into dist/, each asset named by its content so that it may be kept for ever.
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const web = resolve(import.meta.dirname, 'web')

const pages = ['map', 'report', 'desk', 'lost']
  .map(page => [page, resolve(web, page, 'index.html')] as const)
  .filter(([, file]) => existsSync(file))

export default defineConfig({
  root: web,
  base: '/',
  publicDir: false,
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    // MapLibre, which is fetched only where a map is opened.
    chunkSizeWarningLimit: 1_200,
    rolldownOptions: { input: Object.fromEntries(pages) },
  },
})
