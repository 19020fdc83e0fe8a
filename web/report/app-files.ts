// What makes the form an app that installs, made with the pages: a manifest in each language, and the icon in the sizes that phones ask for.
// Also tells which files the form needs to open without a network: its own, and not the map's.
import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import type { Plugin } from 'vite'
import { languages, say } from '../../server/domain/messages/index.ts'

/** Pixels. The icon keeps clear of its edges, so that a phone may cut it into its own shape. */
const SIZES = [180, 192, 512]
/** The map on which a point is shown weighs more than everything else together: it is fetched when it is opened. */
const MAP = 'pin-map'

export function appFiles() {
  const needed = new Set<string>()
  const plugin: Plugin = {
    name: 'kentongan-app-files',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const drawing = await readFile(new URL('./icon.svg', import.meta.url))
      for (const size of SIZES)
        this.emitFile({
          type: 'asset',
          fileName: `icons/${size}.png`,
          source: await sharp(drawing, { density: 192 }).resize(size, size).png().toBuffer(),
        })
      for (const language of languages)
        this.emitFile({
          type: 'asset',
          fileName: `lapor.${language}.webmanifest`,
          source: JSON.stringify({
            id: '/lapor',
            start_url: '/lapor',
            scope: '/lapor',
            lang: language,
            name: `Kentongan · ${say(language, 'form.title')}`,
            short_name: 'Kentongan',
            description: say(language, 'form.app'),
            display: 'standalone',
            orientation: 'portrait',
            theme_color: '#0b5fa5',
            background_color: '#f5f7f9',
            icons: SIZES.flatMap(size =>
              ['any', 'maskable'].map(purpose => ({
                src: `/icons/${size}.png`,
                sizes: `${size}x${size}`,
                type: 'image/png',
                purpose,
              })),
            ),
          }),
        })

      function need(file: string) {
        const found = bundle[file]
        if (needed.has(file) || (found?.type === 'chunk' && found.name === MAP)) return
        needed.add(file)
        if (found?.type !== 'chunk') return
        for (const each of [...found.imports, ...found.dynamicImports]) need(each)
        for (const css of found.viteMetadata?.importedCss ?? []) need(css)
        for (const asset of found.viteMetadata?.importedAssets ?? []) need(asset)
      }
      needed.add('report/index.html')
      for (const found of Object.values(bundle))
        if (found.type === 'chunk' && found.isEntry && found.name === 'report') need(found.fileName)
    },
  }
  return { plugin, isNeeded: (file: string) => needed.has(file) }
}
