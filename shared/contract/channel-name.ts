/** `calls` + `startCall` → `calls:start-call`. */
export function channelName(area: string, member: string): string {
  return `${area}:${member.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
}
