import { encodeMurmur } from '../lib/wav'
import type { ClientMessage } from './control'
import type { WireType } from './model'
import type { World } from './world'

interface WireContent {
  readonly type: WireType
  readonly content: Readonly<Record<string, unknown>>
}

/** What a client's message looks like on the wire (facts file, content by type). */
export function clientContent(world: World, message: ClientMessage): WireContent {
  if (message.raw) return { type: message.raw.type as WireType, content: message.raw.content }
  if (message.text !== undefined) return { type: 'text', content: { text: message.text } }
  if (message.image !== undefined)
    return { type: 'image', content: { image: { sizes: world.imageSizes(addImage(world, message.image)) } } }
  if (message.voice) {
    const voiceId = world.addVoice(encodeMurmur(message.voice.seconds * 1000), 'audio/wav')
    return { type: 'voice', content: { voice: { voice_id: voiceId } } }
  }
  if (message.call)
    return { type: 'call', content: { call: { status: message.call.status, target_user_id: world.account.id } } }
  if (message.location) return { type: 'location', content: { location: { kind: 'house', ...message.location } } }
  if (message.link) return { type: 'link', content: { link: linkContent(message.link) } }
  if (message.card) {
    const { title, price, url = 'https://avito.ru/moskva/tovary/3330099', imageUrl } = message.card
    return {
      type: 'item',
      content: { item: { title, price_string: price, item_url: url, image_url: imageUrl ?? null } },
    }
  }
  if (message.system !== undefined)
    return { type: 'system', content: { text: message.system, flow_id: 'sandbox-flow' } }
  if (message.unsupported) return { type: message.unsupported, content: {} }
  throw new Error('clientWrites: no content given')
}

function addImage(world: World, image: NonNullable<ClientMessage['image']>): string {
  if (typeof image !== 'string')
    return world.addImage(Uint8Array.from(Buffer.from(image.base64, 'base64')), image.mimeType)
  if (!world.isScene(image)) throw new Error(`No such scene: ${image}`)
  return world.addScene(image)
}

function linkContent(link: NonNullable<ClientMessage['link']>) {
  const { text, url, title, description } = link
  const preview =
    title === undefined
      ? null
      : { title, description: description ?? '', domain: new URL(url).hostname, url, images: {} }
  return { text, url, preview }
}
