import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: {
    outDir: '../../node_modules/.cache/ui-harness',
    emptyOutDir: true,
    target: 'chrome114',
    rollupOptions: { input: `${import.meta.dirname}/harness.html` },
  },
})
