/** Files that the hub keeps, served by main on the window's own origin. */
export function fileUrl(fileId: string): string {
  return `app://otklik/files/${fileId}`
}
