import type { Brand } from '../lib/brand'

/** Ids that Otklik makes are UUIDv7 in lower case; what a channel names is an `externalId` (plain string). */
export type AgentId = Brand<'AgentId'>
export type CallId = Brand<'CallId'>
export type CaseId = Brand<'CaseId'>
export type ChannelId = Brand<'ChannelId'>
export type ChatId = Brand<'ChatId'>
export type ClientId = Brand<'ClientId'>
export type CommandId = Brand<'CommandId'>
export type FileId = Brand<'FileId'>
export type MessageId = Brand<'MessageId'>
export type SipAccountId = Brand<'SipAccountId'>
