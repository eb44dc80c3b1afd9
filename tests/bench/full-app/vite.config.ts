import { defineConfig } from 'vite'

export default defineConfig({
  root: 'tests/bench/full-app',
  base: './',
  build: { outDir: '../../../out/full', emptyOutDir: true, target: 'chrome114', modulePreload: { polyfill: false } },
  worker: { format: 'es' },
})
