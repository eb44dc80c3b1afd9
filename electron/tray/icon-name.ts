/** Of one file with each count from one to nine; from ten on they look alike. */
export function trayIconName(unread: number): string {
  if (unread === 0) return 'tray'
  return unread > 9 ? 'tray-9plus' : `tray-${unread}`
}
