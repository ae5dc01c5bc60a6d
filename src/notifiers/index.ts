export { builtInBlockTypes, type BlockTypeDefinition } from './block-types.ts';
export type { CallOptions } from './notifier.ts';
export { blockDataSchema, notificationSlugs, notify } from './registry.ts';
export { smtpBlockData, type SmtpServer } from './smtp-server.ts';
export { callWebhook } from './webhook.ts';
