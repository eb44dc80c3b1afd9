import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'tests/bench/paint-app',
  base: './',
  plugins: [react()],
  build: { outDir: '../../../out/paint', emptyOutDir: true, target: 'chrome114', modulePreload: { polyfill: false } },
})
