/** Under one step of 8 bits: nobody hears it. */
const SILENCE = 1 / 256

/** `null`: Chromium cannot play it, whatever it calls itself. */
export async function decodeSound(bytes: Uint8Array): Promise<AudioBuffer | null> {
  // A context that plays nothing: it needs no device.
  const context = new OfflineAudioContext(1, 1, 48_000)
  try {
    // Decoding takes the buffer away from whoever holds it.
    return await context.decodeAudioData(Uint8Array.from(bytes).buffer)
  } catch (error) {
    if (error instanceof DOMException && error.name === 'EncodingError') return null
    throw error
  }
}

export async function measureSound(bytes: Uint8Array): Promise<{ lengthMs: number; isSilent: boolean } | null> {
  const sound = await decodeSound(bytes)
  if (!sound) return null
  const channels = Array.from({ length: sound.numberOfChannels }, (_, index) => sound.getChannelData(index))
  const isSilent = channels.every((samples) => samples.every((sample) => Math.abs(sample) < SILENCE))
  return { lengthMs: Math.round(sound.duration * 1_000), isSilent }
}
