/**
 * What the page remembers. Where the browser forbids it (a strange site's frame, a private window), the page remembers
 * until it is closed.
 */
export interface Memory {
  get(name: string): string | null
  set(name: string, value: string | null): void
}

export function browserMemory(storage: () => Storage): Memory {
  const forgetful = new Map<string, string>()
  return {
    get(name) {
      try {
        return storage().getItem(name)
      } catch (error) {
        if (!(error instanceof DOMException)) throw error
        return forgetful.get(name) ?? null
      }
    },
    set(name, value) {
      try {
        if (value === null) storage().removeItem(name)
        else storage().setItem(name, value)
      } catch (error) {
        if (!(error instanceof DOMException)) throw error
        if (value === null) forgetful.delete(name)
        else forgetful.set(name, value)
      }
    },
  }
}
