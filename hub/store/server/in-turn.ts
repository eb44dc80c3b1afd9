import type { Asks } from './named-statements'

/** One connection, which is asked one thing after another however many ask it at once. */
export function inTurn(client: Asks): Asks {
  let last: Promise<unknown> | null = null
  return {
    query(config, values) {
      const asked = last ? last.then(() => client.query(config, values)) : client.query(config, values)
      // What is asked next does not depend on how this ended.
      const over = asked.then(forget, forget)
      function forget(): void {
        if (last === over) last = null
      }
      last = over
      return asked
    },
  }
}
