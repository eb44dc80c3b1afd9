const PAUSE_MS = 150

/** Asks again and again until the answer is yes; fails after `timeoutMs` with the question's own text. */
export async function waitUntil(isTrue: () => Promise<boolean>, timeoutMs = 60_000, pauseMs = PAUSE_MS): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    if (await isTrue()) return
    await new Promise((done) => setTimeout(done, pauseMs))
  }
  throw new Error(`Not true within ${timeoutMs} ms: ${isTrue.toString().slice(0, 200)}`)
}
