import type { z } from 'zod';
import { AutomationError } from '../errors.ts';

/** What is sent: rendered text and the key that makes a repeated delivery recognisable. */
export interface Notification {
  readonly subject: string;
  readonly body: string;
  /** The same for each attempt of one action, different for each action. */
  readonly idempotencyKey: string;
}

/** A block document as an action uses it: its type and its data, secrets in clear. */
export interface BlockContent {
  /** The slug of the block type, for example `slack-webhook`. */
  readonly slug: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The circumstances of a call. */
export interface CallOptions {
  readonly signal?: AbortSignal | undefined;
  /** The deployment's allow list: host names, addresses and CIDR ranges; see `parseHostList`. */
  readonly allowPrivateHosts?: readonly string[] | undefined;
  /** For the whole call, in milliseconds; 30 s when absent, or what the block says. */
  readonly timeoutMs?: number | undefined;
  /** How many automations in a row have led to this call; goes out as a header. */
  readonly depth?: number | undefined;
  /** Base URLs of services by block type slug, in place of the public ones: for a gateway in between, or a test. */
  readonly serviceUrls?: Readonly<Record<string, string>> | undefined;
}

/** What came of a notification; `details` go into public events and hold no secrets. */
export interface NotificationResult {
  readonly details: Record<string, unknown>;
}

/** One kind of notification block: the form of its data and how it sends. */
export interface Notifier {
  /** The form of the block's data. */
  readonly config: z.ZodType;
  /** Sends; `data` is checked first. @throws AutomationError; its message holds no secrets */
  notify(
    data: Readonly<Record<string, unknown>>,
    notification: Notification,
    options: CallOptions,
  ): Promise<NotificationResult>;
}

/** Joins the form of a block's data with the function that sends, so that the function sees checked data only. */
export function defineNotifier<Config>(
  config: z.ZodType<Config>,
  send: (config: Config, notification: Notification, options: CallOptions) => Promise<NotificationResult>,
): Notifier {
  return {
    config,
    notify: async (data, notification, options) => send(parseConfig(config, data), notification, options),
  };
}

/** Checks a block's data. @throws AutomationError `invalid_block` (422) that names each field, never a value */
export function parseConfig<Config>(schema: z.ZodType<Config>, data: unknown): Config {
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'data'}: ${issue.message}`);
  throw new AutomationError('invalid_block', `The block is not valid: ${faults.join('; ')}`, {
    httpStatus: 422,
  });
}
