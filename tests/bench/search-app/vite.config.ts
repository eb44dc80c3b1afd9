import { defineConfig } from 'vite'

export default defineConfig({
  root: 'tests/bench/search-app',
  base: './',
  build: { outDir: '../../../out/search', emptyOutDir: true, target: 'chrome114', modulePreload: { polyfill: false } },
  worker: { format: 'es' },
})
