import type { Plugin } from 'vite'

/** React's compiler for the windows (docs/adr/0090): in what is shipped and in their tests alike. */
export function reactCompiler(): Promise<Plugin>
