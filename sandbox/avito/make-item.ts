import type { ControlItem } from './control'
import type { SandboxItem } from './model'
import type { World } from './world'

export function makeItem(world: World, item: ControlItem, clientId: number): SandboxItem {
  const scene = item.scene !== undefined && world.isScene(item.scene) ? world.addScene(item.scene) : null
  return {
    id: world.newNumber(),
    kind: item.kind,
    title: item.title,
    price: item.price ?? '',
    ownerId: item.kind === 'resume' ? clientId : world.account.id,
    imageUrl: scene === null ? null : (world.imageSizes(scene)?.['140x105'] ?? null),
  }
}
