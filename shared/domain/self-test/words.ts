/** What happened and what to do about it. */
export interface Advice {
  readonly ru: { readonly what: string; readonly todo: string }
  readonly en: { readonly what: string; readonly todo: string }
}
