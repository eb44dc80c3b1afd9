import type { Policy } from '#shared/contract/policy/policy'
import {
  failed,
  passed,
  skipped,
  skippedBelow,
  type Found,
  type SelfTestLayer,
  type SelfTestRow,
} from '#shared/domain/self-test/row'
import { HUB_LAYERS, allBelow, type HubWay, type HubWayPorts } from './hub-layers'
import { walkToHub } from './hub-way'
import { judgePolicy } from './judge-policy'
import { tryDisk, type DiskPorts } from './try-disk'
import { tryLine, type LinePorts } from './try-line'
import { trySound, type SoundPorts } from './try-sound'
import { tryUpdates, type UpdatesToTest } from './try-updates'

/** Which hub the desk works with. */
export type HubToTest =
  | { readonly kind: 'team'; readonly origin: string }
  /** Of this computer. `origin`: `null` while it does not run; `notStarted`: nobody has started it. */
  | { readonly kind: 'own'; readonly origin: string | null; readonly isStarted: boolean }
  /** Nobody has chosen one. */
  | { readonly kind: 'none' }

export interface SelfTestPorts {
  readonly disk: DiskPorts
  readonly policy: () => Pick<Policy, 'places' | 'rules' | 'problems'>
  readonly hub: () => HubToTest
  readonly way: HubWayPorts
  readonly lines: LinePorts
  readonly sound: SoundPorts
  /** `null`: none is set up; else how its check went, in the phone's own word. */
  readonly checkDeskPhone: () => Promise<{ readonly failure: string | null } | null>
  /** `null`: it does not update itself. */
  readonly updates: () => UpdatesToTest | null
  /** Every row as soon as it is known. */
  readonly onRow: (row: SelfTestRow) => void
}

/** Looks at everything, from the disk to the desk phone; each fault is named once, at its lowest layer. */
export async function runSelfTest(ports: SelfTestPorts): Promise<SelfTestRow[]> {
  const rows: SelfTestRow[] = []
  const tell = (layer: SelfTestLayer, { outcome, facts }: Found, part: number | null = null): void => {
    const row = { layer, part, outcome, facts }
    rows.push(row)
    ports.onRow(row)
  }
  tell('disk', await tryDisk(ports.disk))
  tell('policy', judgePolicy(ports.policy()))
  const way = await hubWay(ports)
  for (const layer of HUB_LAYERS) tell(layer, way[layer])

  const isOff = way.network.outcome.kind === 'failed'
  const lines = ports.lines.list()
  if (lines.length === 0) tell('line', skipped('notSetUp'))
  for (const [index, line] of lines.entries())
    tell('line', isOff ? skippedBelow('network') : await tryLine(line, ports.lines.test), index + 1)

  const sound = await trySound(ports.sound)
  for (const layer of ['microphone', 'output', 'sound', 'headset'] as const) tell(layer, sound[layer])
  const phone = isOff ? null : await ports.checkDeskPhone()
  tell('deskPhone', phone ? judgePhone(phone.failure) : isOff ? skippedBelow('network') : skipped('notSetUp'))
  tell('updates', await tryUpdates(ports.updates()))
  return rows
}

function hubWay({ hub, way }: SelfTestPorts): Promise<HubWay> | HubWay {
  const tested = hub()
  if (tested.kind === 'none') return everything(skipped('notSetUp'))
  if (tested.kind === 'team') return walkToHub(tested.origin, way)
  if (!tested.isStarted) return everything(skipped('ownHub'))
  if (tested.origin === null)
    return allBelow(
      { ...everything(skipped('ownHub')), hub: failed('ownHubStopped'), webSocket: skippedBelow('hub') },
      'hub',
    )
  return walkToHub(tested.origin, way)
}

function everything(found: Found): HubWay {
  return Object.fromEntries(HUB_LAYERS.map((layer) => [layer, found])) as Record<(typeof HUB_LAYERS)[number], Found>
}

function judgePhone(failure: string | null): Found {
  return failure === null ? passed() : failed('deskPhoneFailed', { code: failure })
}
