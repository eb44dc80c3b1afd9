import { setFlagsFromString } from 'node:v8'

/**
 * PostgreSQL's program is translated as it is first used, by up to 128 tasks at once by default: they hand each other
 * so little that most of their time goes into waking one another. One of them takes a quarter less processor time for a
 * start (docs/adr/0088). To be called before the program is compiled.
 */
export function translateByOneTask(): void {
  setFlagsFromString('--wasm-num-compilation-tasks=1')
}
