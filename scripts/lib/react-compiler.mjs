import babel from '@rolldown/plugin-babel'
import { reactCompilerPreset } from '@vitejs/plugin-react'

/** What draws or is a hook: all else of the windows has nothing to keep, and each file costs Babel some ten milliseconds. */
const DRAWS = /\buse[A-Z]|<\/|\/>/

/** React's compiler for the windows (docs/adr/0090): in what is shipped and in their tests alike. */
export function reactCompiler() {
  const preset = reactCompilerPreset()
  return babel({
    include: /[\\/]renderer[\\/][^?]*\.tsx?$/,
    presets: [{ ...preset, rolldown: { ...preset.rolldown, filter: { code: DRAWS } } }],
  })
}
