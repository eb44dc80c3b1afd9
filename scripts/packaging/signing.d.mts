export function signerBy(command: string): (file: { readonly path: string }) => Promise<void>
export function missingForSigning(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string | null
