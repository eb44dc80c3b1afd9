import type { BenchResult } from './lib/result'
import { measureAnswerToVoice } from './answer-to-voice.bench'
import { measureCallSetup } from './call-setup.bench'
import { measureGatewayCpu, measureGatewayDelay } from './gateway.bench'
import { measureIngest } from './ingest.bench'
import { measureMemory } from './memory.bench'
import { measureMessage } from './message.bench'
import { measureNameSearch } from './name-search.bench'
import { measureParting } from './parting.bench'
import { measureRegister } from './register.bench'
import { measureRehearsal } from './rehearsal.bench'
import { measureRouting } from './routing.bench'
import { measureSoak } from './soak.bench'
import { measureStart } from './start.bench'
import { measureTyping } from './typing.bench'
import { measureWidget, measureWidgetSize } from './widget.bench'

/** Every benchmark by the name that `npm run bench -- name` takes. */
export const benchmarks: Readonly<Record<string, () => Promise<BenchResult>>> = {
  start: measureStart,
  memory: measureMemory,
  message: measureMessage,
  ingest: measureIngest,
  register: measureRegister,
  'call-setup': measureCallSetup,
  'answer-to-voice': measureAnswerToVoice,
  soak: measureSoak,
  'gateway-cpu-1': () => measureGatewayCpu(1),
  'gateway-cpu-5': () => measureGatewayCpu(5),
  'gateway-cpu-10': () => measureGatewayCpu(10),
  'gateway-delay-1': () => measureGatewayDelay(1),
  'gateway-delay-5': () => measureGatewayDelay(5),
  'gateway-delay-10': () => measureGatewayDelay(10),
  parting: measureParting,
  rehearsal: measureRehearsal,
  routing: measureRouting,
  'name-search': measureNameSearch,
  typing: measureTyping,
  widget: measureWidget,
  'widget-size': measureWidgetSize,
}
