const frames = new WeakMap<RTCPeerConnection, HTMLIFrameElement>()

/**
 * A connection whose way through the network has still to be found. Chromium tells a document of another network two
 * seconds late (the delays of its network change notifier), but tells one that asks for the first time at once: `isAnew`
 * gives the connection an empty document of its own, and the sound returns those two seconds sooner (ADR 33).
 */
export function openConnection(isAnew = false): RTCPeerConnection {
  // `max-bundle` would refuse answers without a BUNDLE group (facts/telephony.md, d.1).
  const configuration: RTCConfiguration = { bundlePolicy: 'balanced' }
  if (!isAnew) return new RTCPeerConnection(configuration)
  const frame = document.createElement('iframe')
  frame.hidden = true
  document.body.append(frame)
  // Of this origin and never navigated: its own constructors, which the types of the DOM do not tell of a window.
  const realm = frame.contentWindow as (Window & typeof globalThis) | null
  if (!realm) throw new Error('An empty frame has no document: the media window is going away.')
  const pc = new realm.RTCPeerConnection(configuration)
  frames.set(pc, frame)
  return pc
}

export function closeConnection(pc: RTCPeerConnection): void {
  pc.close()
  frames.get(pc)?.remove()
}
