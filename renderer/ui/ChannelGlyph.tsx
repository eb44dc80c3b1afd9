import type { ChannelKind } from '#shared/domain/channel'

/** Strokes on a 16 × 16 field, drawn for Otklik: a sign to tell channels apart, never a foreign logo. */
const STROKES: Readonly<Record<ChannelKind, string>> = {
  avito: 'M3 13.2 8 2.8l5 10.4M5 9.6h6',
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
