/**
 * A track that sends silence, for a call whose microphone is gone: packets go on, so that neither the other side
 * nor a box between takes the call for dead.
 */
export interface Silence {
  readonly track: MediaStreamTrack
  dispose(): void
}

export function createSilence(): Silence {
  const context = new AudioContext()
  const destination = context.createMediaStreamDestination()
  // A destination that nothing is connected to makes no sound at all, not even silence: no packets would be sent.
  const zero = new ConstantSourceNode(context, { offset: 0 })
  zero.connect(destination)
  zero.start()
  const [track] = destination.stream.getAudioTracks()
  if (!track) throw new Error('an audio destination must have an audio track')
  return {
    track,
    dispose: () => {
      track.stop()
      void context.close()
    },
  }
}
