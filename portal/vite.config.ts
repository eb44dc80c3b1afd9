import { defineConfig, type Plugin } from 'vite'

/**
 * The icon's script is taken into pages of others: nothing of it may become a name of theirs. The worker is no module:
 * not every browser takes one there.
 */
function wrapScripts(): Plugin {
  return {
    name: 'otklik:wrap-scripts',
    renderChunk: (code, { name }) => (name === 'widget' || name === 'push-worker' ? `(()=>{${code}})();` : null),
  }
}

/**
 * Visitors' pages, for browsers of the last years. Names without a hash: the address of the icon's script stands in
 * pages of companies for years.
 */
export default defineConfig({
  root: 'portal',
  base: '/portal/',
  plugins: [wrapScripts()],
  build: {
    outDir: '../out/portal',
    emptyOutDir: true,
    target: ['chrome100', 'firefox102', 'safari15.4'],
    minify: true,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        app: 'portal/index.html',
        widget: 'portal/widget/widget.ts',
        'push-worker': 'portal/worker/push-worker.ts',
      },
      output: {
        entryFileNames: 'assets/[name].js',
        chunkFileNames: 'assets/[name].js',
        assetFileNames: 'assets/[name][extname]',
      },
    },
  },
})
