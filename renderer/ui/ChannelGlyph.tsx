import type { ChannelKind } from '#shared/domain/channel'

/** Strokes on a 16 × 16 field, drawn for Otklik: a sign to tell channels apart, never a foreign logo. */
const STROKES: Readonly<Record<ChannelKind, string>> = {
  avito: 'M3 13.2 8 2.8l5 10.4M5 9.6h6',
  hh: 'M8 7.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6M3.2 13.4c.5-2.6 2.3-4 4.8-4s4.3 1.4 4.8 4',
  site: 'M13.4 8A5.4 5.4 0 1 1 8 2.6 5.4 5.4 0 0 1 13.4 8M2.8 8h10.4M8 2.6c-3 3-3 7.8 0 10.8 3-3 3-7.8 0-10.8',
  avitoJobs: 'M2.6 5.6h10.8v7.6H2.6zM5.8 5.4V3h4.4v2.4M2.8 9.2h10.4',
}

export function ChannelGlyph({ kind, size }: { readonly kind: ChannelKind; readonly size: number }) {
  return (
    <svg
      viewBox="0 0 16 16"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth={2.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden
    >
      <path d={STROKES[kind]} />
    </svg>
  )
}
