export { createChatsStore, type ChatsStore } from './model/chats.store'
export { previewOf, type Preview } from './model/preview'
export type { ChatsEnvironment } from './ui/chats-environment'
export { ChatsPage } from './ui/ChatsPage'
