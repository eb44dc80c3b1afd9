import { AskedHuman } from './asked-human'
import { PhoneBody, type BodyCall, type Happening } from './phone-body'
import {
  fillIn,
  type ControlAnswer,
  type ControlRequest,
  type PhoneSettings,
  type SandboxPhone,
  type SandboxPhoneOptions,
} from './sandbox-phone'

export interface PhoneParts {
  readonly body: PhoneBody
  readonly settings: PhoneSettings
  readonly human: AskedHuman
}

/** What one model has of its own; the rest is the same telephone. */
export interface PhoneModel {
  /** As new. */
  readonly allowed: PhoneSettings['allowed']
  readonly prompt: PhoneSettings['prompt']
  /** The model's own names of events; what has none is told to nobody. */
  readonly eventNames: Readonly<Partial<Record<Happening, string>>>
  /** What it fills in into the URL of an event. */
  readonly variables: (call: BodyCall | null, address: string) => Readonly<Record<string, string>>
  /** What it calls for a URL as it was typed in; `null`: nothing. */
  readonly calledUrl: (url: string) => string | null
  readonly handle: (request: ControlRequest, parts: PhoneParts) => ControlAnswer
  readonly provision: (settings: PhoneSettings, text: string) => void
}

export function assemblePhone(
  model: PhoneModel,
  { address, send, settings: given, onHappening }: SandboxPhoneOptions,
): SandboxPhone {
  const { allowed, prompt } = model
  const settings: PhoneSettings = { user: 'admin', password: 'admin', allowed, prompt, actionUrls: {}, ...given }
  const body = new PhoneBody((happening, call) => {
    const typed = settings.actionUrls[model.eventNames[happening] ?? '']
    const url = typed === undefined ? null : model.calledUrl(typed)
    if (url !== null) send(fillIn(url, model.variables(call, address)))
    onHappening?.(happening, call)
  })
  const human = new AskedHuman(settings)
  return {
    body,
    settings,
    allow: () => {
      human.allow()
    },
    handle: (request) => model.handle(request, { body, settings, human }),
    provision: (text) => {
      model.provision(settings, text)
    },
  }
}

export function sipUriOf(call: BodyCall | null): string {
  return call ? `sip:${call.number}@pbx.example` : ''
}
