import { defineConfig } from 'vite'

export default defineConfig({
  root: 'tests/bench/sealed-app',
  base: './',
  build: { outDir: '../../../out/sealed', emptyOutDir: true, target: 'chrome114', modulePreload: { polyfill: false } },
})
