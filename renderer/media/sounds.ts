import type { PlayedSound } from '#shared/contract/ipc/media'

import { RECIPES, renderSound, type Recipe } from './sound-recipes'
import { Speaker } from './speaker'

export interface SoundOutputs {
  readonly output: string | null
  readonly ring: string | null
}

interface Playing {
  readonly stream: MediaStream
  readonly on: 'ring' | 'output'
  readonly speaker: Speaker
  readonly dispose: () => void
}

/** Ringing and tones. One looping sound at a time; short ones play beside it and end by themselves. */
export class Sounds {
  private readonly playing = new Set<Playing>()
  private loop: Playing | null = null
  private tried: Playing | null = null
  private outputs: SoundOutputs = { output: null, ring: null }

  /** What is heard now, for the meter. */
  get streams(): readonly MediaStream[] {
    return [...this.playing].map(({ stream }) => stream)
  }

  async choose(outputs: SoundOutputs): Promise<void> {
    this.outputs = outputs
    await Promise.all([...this.playing].map(({ on, speaker }) => speaker.choose(this.deviceFor(on))))
  }

  /** `false`: nothing could be played. */
  async play({ sound: name, volume, everyMs, isTried = false }: PlayedSound): Promise<boolean> {
    const recipe = wishedRecipe(RECIPES[name], everyMs, isTried)
    if (recipe.loops) this.stop()
    if (isTried) this.tried?.dispose()
    if (volume <= 0) return true
    const context = new AudioContext()
    const samples = renderSound(recipe, context.sampleRate)
    const buffer = context.createBuffer(1, samples.length, context.sampleRate)
    buffer.copyToChannel(samples, 0)
    const sound = this.begin(context, buffer, recipe, Math.min(volume, 1))
    if (recipe.loops) this.loop = sound
    if (isTried) this.tried = sound
    return this.sound(sound)
  }

  /** A sound from outside, at full volume where calls are heard. */
  playOnce(buffer: AudioBuffer): Promise<boolean> {
    return this.sound(this.begin(new AudioContext(), buffer, { on: 'output', loops: false }, 1))
  }

  stop(): void {
    this.loop?.dispose()
    this.loop = null
  }

  private async sound(sound: Playing): Promise<boolean> {
    this.playing.add(sound)
    await sound.speaker.choose(this.deviceFor(sound.on))
    try {
      await sound.speaker.element.play()
      return true
    } catch (error) {
      // `AbortError`: stopped before it began, as was wished.
      const isStopped = error instanceof DOMException && error.name === 'AbortError'
      sound.dispose()
      return isStopped
    }
  }

  private begin(
    context: AudioContext,
    buffer: AudioBuffer,
    { on, loops }: Pick<Recipe, 'on' | 'loops'>,
    volume: number,
  ): Playing {
    const source = new AudioBufferSourceNode(context, { buffer, loop: loops })
    const gain = new GainNode(context, { gain: volume })
    const destination = context.createMediaStreamDestination()
    source.connect(gain).connect(destination)

    const speaker = new Speaker(destination.stream)
    const sound: Playing = {
      stream: destination.stream,
      on,
      speaker,
      dispose: () => {
        if (!this.playing.delete(sound)) return
        speaker.dispose()
        void context.close()
      },
    }
    source.addEventListener('ended', sound.dispose)
    source.start()
    return sound
  }

  /** Ringing goes to its own device, else where everything else plays. */
  private deviceFor(on: 'ring' | 'output'): string | null {
    return on === 'ring' ? (this.outputs.ring ?? this.outputs.output) : this.outputs.output
  }
}

function wishedRecipe(recipe: Recipe, everyMs: number | undefined, isTried: boolean): Recipe {
  if (isTried) return { ...recipe, loops: false }
  return everyMs === undefined ? recipe : { ...recipe, loops: true, lengthMs: everyMs }
}
