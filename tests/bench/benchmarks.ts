import type { BenchResult } from './lib/result'
import { measureAnswerToVoice } from './answer-to-voice.bench'
import { measureCallSetup } from './call-setup.bench'
import { measureCatchUp } from './catch-up.bench'
import { measureCpuIdle } from './cpu-idle.bench'
import { measureGateway } from './gateway.bench'
import { measureHubCatchUp } from './hub-catch-up.bench'
import { measureHubLoad } from './hub-load.bench'
import { measureIngest } from './ingest.bench'
import { measureMemory, measureMemoryOfTeam } from './memory.bench'
import { measureMessage } from './message.bench'
import { measureNameSearch } from './name-search.bench'
import { measureOpenChat } from './open-chat.bench'
import { measureParting } from './parting.bench'
import { measureRegister } from './register.bench'
import { measureRehearsal } from './rehearsal.bench'
import { measureRouting } from './routing.bench'
import { measureScroll } from './scroll.bench'
import { measureSealedCache } from './sealed-cache.bench'
import { measureSearch } from './search.bench'
import { measureShift } from './shift.bench'
import { measureSoak } from './soak.bench'
import { measureStart } from './start.bench'
import { measureType } from './type.bench'
import { measureTyping } from './typing.bench'
import { measureWall } from './wall.bench'
import { measureWidget, measureWidgetSize } from './widget.bench'

export interface BenchOptions {
  /** How many calls of `soak`; as many as it was made for where it is left out. */
  readonly calls?: number
  /** `hub-load` for ten minutes, with one hub and with two, `shift` as a whole; else for some seconds or minutes. */
  readonly isFull?: boolean
}

export type Benchmark = (options: BenchOptions) => Promise<BenchResult | readonly BenchResult[]>

/** Every benchmark by the name that `npm run bench -- name` takes; `gateway` means all whose names begin with it. */
export const benchmarks: Readonly<Record<string, Benchmark>> = {
  start: measureStart,
  memory: measureMemory,
  'memory-team': measureMemoryOfTeam,
  'cpu-idle': ({ isFull }) => measureCpuIdle(isFull ?? false),
  message: measureMessage,
  'open-chat': measureOpenChat,
  scroll: measureScroll,
  'catch-up': measureCatchUp,
  ingest: measureIngest,
  register: measureRegister,
  'call-setup': measureCallSetup,
  'answer-to-voice': measureAnswerToVoice,
  soak: ({ calls }) => measureSoak(calls),
  shift: ({ isFull }) => measureShift(isFull ?? false),
  'gateway-1': () => measureGateway(1),
  'gateway-5': () => measureGateway(5),
  'gateway-10': () => measureGateway(10),
  parting: measureParting,
  rehearsal: measureRehearsal,
  routing: measureRouting,
  'hub-load': ({ isFull }) => measureHubLoad(isFull ?? false),
  'hub-catch-up': measureHubCatchUp,
  'name-search': measureNameSearch,
  'sealed-cache': measureSealedCache,
  search: measureSearch,
  type: measureType,
  typing: measureTyping,
  wall: measureWall,
  widget: measureWidget,
  'widget-size': measureWidgetSize,
}
