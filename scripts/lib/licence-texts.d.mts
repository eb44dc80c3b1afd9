/** `missing`: packages whose text could not be found, in words. */
export function licenceTexts(): { readonly missing: readonly string[]; readonly text: string }
