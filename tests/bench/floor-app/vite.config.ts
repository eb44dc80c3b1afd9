import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: 'tests/bench/floor-app',
  base: './',
  plugins: [react()],
  build: { outDir: '../../../out/floor', emptyOutDir: true, target: 'chrome114', modulePreload: { polyfill: false } },
})
