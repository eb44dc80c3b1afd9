/** For showing E.164, with its plus or without: «+7 917 204-18-33»; anything else as it is. */
export function formatPhone(phone: string): string {
  const russian = /^\+?7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone)
  if (russian) return `+7\u00a0${russian[1]}\u00a0${russian[2]}-${russian[3]}-${russian[4]}`
  return phone
}
