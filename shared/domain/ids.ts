import type { Brand } from '../lib/brand'

/** Ids that Otklik makes are UUIDv7 in lower case; what a channel names is an `externalId` (plain string). */
export type AgentId = Brand<'AgentId'>
export type AutoAnswerId = Brand<'AutoAnswerId'>
export type BotId = Brand<'BotId'>
export type CallId = Brand<'CallId'>
export type CaseId = Brand<'CaseId'>
export type ChannelGroupId = Brand<'ChannelGroupId'>
export type ChannelId = Brand<'ChannelId'>
export type ChatId = Brand<'ChatId'>
export type ClientCardId = Brand<'ClientCardId'>
export type ClientId = Brand<'ClientId'>
export type CommandId = Brand<'CommandId'>
export type DealId = Brand<'DealId'>
export type FileId = Brand<'FileId'>
export type InvitationId = Brand<'InvitationId'>
export type MergeId = Brand<'MergeId'>
export type MessageId = Brand<'MessageId'>
export type OrganisationId = Brand<'OrganisationId'>
export type OwnStatusId = Brand<'OwnStatusId'>
export type SessionId = Brand<'SessionId'>
export type SipAccountId = Brand<'SipAccountId'>
export type TeamId = Brand<'TeamId'>
export type TemplateId = Brand<'TemplateId'>
export type TopicId = Brand<'TopicId'>
