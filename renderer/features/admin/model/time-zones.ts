/** Zones of Russia first, west to east: nearly everybody picks one of them. */
const RUSSIAN = [
  'Europe/Kaliningrad',
  'Europe/Moscow',
  'Europe/Samara',
  'Asia/Yekaterinburg',
  'Asia/Omsk',
  'Asia/Novosibirsk',
  'Asia/Krasnoyarsk',
  'Asia/Irkutsk',
  'Asia/Yakutsk',
  'Asia/Vladivostok',
  'Asia/Magadan',
  'Asia/Kamchatka',
]

export function timeZones(present: string): readonly string[] {
  return [...new Set([...RUSSIAN, present, ...Intl.supportedValuesOf('timeZone')])]
}

/** «Europe/Moscow (UTC+3)». */
export function timeZoneLabel(zone: string, language: string, atMs: number): string {
  const parts = new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(atMs)
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value ?? ''
  return `${zone.replaceAll('_', ' ')} (${offset})`
}
