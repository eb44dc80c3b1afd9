/** The windows that Otklik opens; each may use only the areas of the contract that it needs. */
export type WindowKind = 'desk' | 'incoming' | 'media' | 'widget'

const AREAS: Readonly<Record<WindowKind, readonly string[]>> = {
  desk: [
    'app',
    'autoStart',
    'cache',
    'calls',
    'sip',
    'devices',
    'deskPhone',
    'hub',
    'moving',
    'network',
    'notices',
    'policy',
    'links',
    'colleagues',
    'recordings',
    'signIn',
    'selfTest',
    'updates',
  ],
  incoming: ['app', 'calls'],
  media: [],
  widget: ['app', 'cache', 'hub', 'widget'],
}

export function mayUseArea(kind: WindowKind, area: string): boolean {
  return AREAS[kind].includes(area)
}
