import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

import { licenceTexts } from './scripts/lib/licence-texts.mjs'
import { reactCompiler } from './scripts/lib/react-compiler.mjs'
import { STYLE_NONCE_PLACE } from './electron/protocol/style-nonce'

/** Bundles run on Electron 25 (tests, closed networks) and on the current one: facts in docs/architecture.md. */
const NODE_TARGET = 'node18.15'
const BROWSER_TARGET = 'chrome114'

/** The texts of all licences beside the bundle: what is shipped carries them (About, «Лицензии»). */
function licences() {
  return {
    name: 'licences',
    generateBundle(this: { emitFile: (file: { type: 'asset'; fileName: string; source: string }) => void }) {
      const { missing, text } = licenceTexts()
      if (missing.length > 0) throw new Error(missing.join('\n'))
      this.emitFile({ type: 'asset', fileName: 'licences.txt', source: text })
    },
  }
}

export default defineConfig({
  main: {
    plugins: [licences()],
    build: {
      outDir: 'out/electron',
      target: NODE_TARGET,
      externalizeDeps: false,
      minify: true,
      rollupOptions: {
        input: { main: 'electron/main.ts', gateway: 'electron/gateway/main.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: NODE_TARGET,
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: 'electron/preload.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react(), reactCompiler()],
    html: { cspNonce: STYLE_NONCE_PLACE },
    build: {
      outDir: 'out/renderer',
      target: BROWSER_TARGET,
      minify: true,
      modulePreload: { polyfill: false },
      rollupOptions: {
        output: {
          codeSplitting: {
            groups: [
              {
                name: 'base',
                test: /node_modules[\\/](react|react-dom|scheduler|i18next|react-i18next|use-sync-external-store)[\\/]/,
                priority: 20,
              },
              // The media window needs these alone, and would else load the whole desk for them.
              { name: 'lib', test: /shared[\\/]lib[\\/]/, priority: 15 },
              { name: 'shell', test: /renderer[\\/](desk[\\/]Desk\.tsx|sync[\\/]desk-data\.ts)$/, priority: 10 },
            ],
          },
        },
        input: {
          desk: 'renderer/desk.html',
          incoming: 'renderer/incoming.html',
          media: 'renderer/media.html',
          widget: 'renderer/widget.html',
          signIn: 'renderer/sign-in.html',
        },
      },
    },
    worker: { format: 'es' },
  },
})
