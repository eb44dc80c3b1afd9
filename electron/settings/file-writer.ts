import { open, rename } from 'node:fs/promises'

export interface FileWriter {
  /** Resolves when this text, or a later one, is on the disk. Texts that come while one is written become one write. */
  write(text: string): Promise<void>
}

/** Replaces a small file as a whole (written beside, synced and renamed) without holding up the event loop. */
export function createFileWriter(path: string): FileWriter {
  let latest = ''
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null

  const run = (): Promise<void> => {
    next = null
    const round = replaceFile(path, latest).finally(() => {
      if (running === round) running = null
    })
    running = round
    return round
  }
  return {
    write(text) {
      latest = text
      if (!running) return run()
      // Whatever became of the round before: it carried an older text.
      next ??= running.then(run, run)
      return next
    },
  }
}

async function replaceFile(path: string, text: string): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600)
  try {
    await file.writeFile(text)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.new`, path)
}
