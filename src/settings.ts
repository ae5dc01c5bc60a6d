import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { AutomationError } from './errors.ts';
import { readSmtpUrl, type SmtpServer } from './notifiers/smtp-server.ts';
import { isMailbox } from './schemas/mailbox.ts';
import { parseKeys } from './secrets/key.ts';

/** A credential of the gateway: `name` is the user name of Basic authentication and stands in the log, `key` is secret. */
export interface ApiKey {
  readonly name: string;
  readonly key: string;
}

/** How much is logged. */
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Everything that the environment decides, read once at the start. */
export interface Settings {
  /** Address that the gateway listens on (`HOST`). */
  readonly host: string;
  /** Port that the gateway listens on (`PORT`); 0 means any free one. */
  readonly port: number;
  /** Port on which a worker says how it is (`AUTOMATIONS_HEALTH_PORT`); without it, on none. */
  readonly healthPort: number | undefined;
  /** Where a worker serves the numbers of Temporal's SDK (`AUTOMATIONS_TEMPORAL_METRICS`), as `127.0.0.1:9464`; nowhere without it. */
  readonly temporalMetrics: string | undefined;
  /** Absolute path of the folder for data, keys and logs (`AUTOMATIONS_DATA`). */
  readonly dataDir: string;
  /** Absolute path of what may be fetched or built again (`AUTOMATIONS_CACHE`). */
  readonly cacheDir: string;
  /** Postgres URL (`DATABASE_URL`); without it SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  /** Credentials (`AUTOMATIONS_API_KEY`); none means that only loopback is served. */
  readonly apiKeys: readonly ApiKey[];
  /** Keys for stored secrets (`AUTOMATIONS_ENCRYPTION_KEY`) as given; without it a file in the data folder. */
  readonly encryptionKey: string | undefined;
  /** Origins whose pages may use the API from a browser (`AUTOMATIONS_CORS_ORIGINS`). */
  readonly corsOrigins: readonly string[];
  /** Host names, addresses or CIDR ranges that actions may call though they are private; `*` is all. */
  readonly allowPrivateHosts: readonly string[];
  /** How long events are kept, in days. */
  readonly retentionDays: number;
  /** How many automations in a row may trigger each other. */
  readonly chainDepth: number;
  /** How often in ten minutes an automation may fire on what it has caused itself; 0: any number. */
  readonly loopFirings: number;
  /** Signals after which the workflow of an automation continues as a new run; the workflow's own default when absent. */
  readonly signalsPerRun: number | undefined;
  /** Which executions of others in the namespace are followed: a visibility query, all when empty; none when absent. */
  readonly watch: string | undefined;
  /** Size of a workflow's windows (characters) above which its automation's keys are spread over more; a default when absent. */
  readonly partitionSize: number | undefined;
  readonly logLevel: LogLevel;
  /** The server for e-mails that name no block (`AUTOMATIONS_SMTP_URL`, `AUTOMATIONS_SMTP_FROM`). */
  readonly smtp: SmtpServer | undefined;
  /** Where users reach the pages, without a slash at the end, when that is not where the gateway listens. */
  readonly uiUrl: string | undefined;
  /** Where Temporal's web pages are, for links to workflows; those of the Temporal that was started when absent. */
  readonly temporalUiUrl: string | undefined;
  /** The Prefect server behind the gateway (`PREFECT_UPSTREAM_API_URL`), if there is one. */
  readonly upstream: UpstreamSettings | undefined;
}

/** Where a Prefect server is and how to prove who one is; of the two credentials at most one is there. */
export interface UpstreamSettings {
  /** Base of its API, for example `http://prefect:4200/api`, without a slash at the end. */
  readonly apiUrl: string;
  /** Key of Prefect Cloud's form, sent as a Bearer token. */
  readonly apiKey: string | undefined;
  /** Auth string of a server of one's own, sent as Basic credentials. */
  readonly authString: string | undefined;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
);

const httpUrl = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .transform((url) => url.replace(/\/+$/, ''));

const apiUrl = httpUrl.refine((url) => {
  const { username, password, search, hash } = new URL(url);
  return username === '' && password === '' && search === '' && hash === '';
}, 'must be a plain URL: credentials go into PREFECT_UPSTREAM_API_KEY or PREFECT_UPSTREAM_API_AUTH_STRING');

const environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: integer('must be a port number from 0 to 65535', 0, 65_535).default(4300),
  AUTOMATIONS_HEALTH_PORT: integer('must be a port number from 0 to 65535', 0, 65_535).optional(),
  AUTOMATIONS_TEMPORAL_METRICS: z
    .string()
    .refine(isSocketAddress, 'must be an IP address and a port, such as 127.0.0.1:9464')
    .optional(),
  AUTOMATIONS_DATA: z.string().default('.data'),
  AUTOMATIONS_CACHE: z.string().optional(),
  XDG_CACHE_HOME: z.string().optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must be a Postgres URL (postgres://user:password@host:5432/database)')
    .optional(),
  AUTOMATIONS_API_KEY: z.string().transform(parseApiKeys).default([]),
  AUTOMATIONS_ENCRYPTION_KEY: z.string().superRefine(checkKeys).optional(),
  AUTOMATIONS_CORS_ORIGINS: list
    .refine(
      (origins) => origins.every(isOrigin),
      'must be origins such as http://prefect:4200, separated by commas',
    )
    .default([]),
  AUTOMATIONS_ALLOW_PRIVATE_HOSTS: list
    .transform((hosts) => hosts.flatMap((host) => (host === 'true' ? ['*'] : host === 'false' ? [] : [host])))
    .default([]),
  AUTOMATIONS_RETENTION_DAYS: z.coerce
    .number('must be a number of days greater than 0')
    .positive('must be a number of days greater than 0')
    .default(7),
  AUTOMATIONS_CHAIN_DEPTH: integer('must be a whole number from 1 to 1000', 1, 1000).default(10),
  AUTOMATIONS_LOOP_FIRINGS: integer('must be a whole number from 0 to 1000000', 0, 1_000_000).default(1_000),
  AUTOMATIONS_PARTITION_SIZE: integer('must be a whole number from 0 to 1500000', 0, 1_500_000).optional(),
  AUTOMATIONS_SIGNALS_PER_RUN: integer('must be a whole number from 1 to 9000', 1, 9000).optional(),
  AUTOMATIONS_WATCH: z.string().default('all'),
  AUTOMATIONS_LOG_LEVEL: z
    .enum(LOG_LEVELS, { error: `must be one of ${LOG_LEVELS.join(', ')}` })
    .default('info'),
  AUTOMATIONS_SMTP_URL: z
    .string()
    .refine(
      (text) => readSmtpUrl(text) !== undefined,
      'must be smtp://user:password@host:587 or smtps://… (see the README)',
    )
    .optional(),
  AUTOMATIONS_SMTP_FROM: z.string().refine(isMailbox, 'must be an e-mail address').optional(),
  AUTOMATIONS_UI_URL: httpUrl.optional(),
  AUTOMATIONS_TEMPORAL_UI_URL: httpUrl.optional(),
  PREFECT_UPSTREAM_API_URL: apiUrl.optional(),
  PREFECT_UPSTREAM_API_KEY: z.string().optional(),
  PREFECT_UPSTREAM_API_AUTH_STRING: z.string().optional(),
});

/** The names of all variables that are read here. */
export const settingNames: readonly string[] = Object.keys(environment.shape);

/** What must fit together, variable by variable. */
const consistent = environment.superRefine((values, context) => {
  const { PREFECT_UPSTREAM_API_KEY: key, PREFECT_UPSTREAM_API_AUTH_STRING: auth } = values;
  const refuse = (name: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [name], message });
  if (key !== undefined && auth !== undefined) {
    refuse('PREFECT_UPSTREAM_API_KEY', 'goes without PREFECT_UPSTREAM_API_AUTH_STRING: one of the two');
  }
  const { AUTOMATIONS_SMTP_URL: smtp, AUTOMATIONS_SMTP_FROM: from } = values;
  if (smtp === undefined && from !== undefined) refuse('AUTOMATIONS_SMTP_FROM', 'needs AUTOMATIONS_SMTP_URL');
  if (smtp !== undefined && from === undefined && !isMailbox(readSmtpUrl(smtp)?.username ?? ''))
    refuse(
      'AUTOMATIONS_SMTP_FROM',
      'must be set where the user of AUTOMATIONS_SMTP_URL is no e-mail address',
    );
  if (values.PREFECT_UPSTREAM_API_URL !== undefined) return;
  if (key !== undefined) refuse('PREFECT_UPSTREAM_API_KEY', 'needs PREFECT_UPSTREAM_API_URL');
  if (auth !== undefined) refuse('PREFECT_UPSTREAM_API_AUTH_STRING', 'needs PREFECT_UPSTREAM_API_URL');
});

/**
 * Reads the settings. Empty variables count as absent. Which Temporal is used is decided by `TEMPORAL_*`, see
 * `temporalTarget`.
 *
 * @param env - the environment, `process.env` when absent
 * @throws AutomationError `settings_invalid` with one line for each variable that is wrong; values are not repeated
 */
export function readSettings(env: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim() !== ''));
  const parsed = consistent.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new AutomationError('settings_invalid', `The environment is not right:\n${lines.join('\n')}`);
  }
  const values = parsed.data;
  return {
    host: values.HOST,
    port: values.PORT,
    healthPort: values.AUTOMATIONS_HEALTH_PORT,
    temporalMetrics: values.AUTOMATIONS_TEMPORAL_METRICS,
    dataDir: resolve(values.AUTOMATIONS_DATA),
    cacheDir: resolve(
      values.AUTOMATIONS_CACHE ??
        join(values.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'temporal-automations'),
    ),
    databaseUrl: values.DATABASE_URL,
    apiKeys: values.AUTOMATIONS_API_KEY,
    encryptionKey: values.AUTOMATIONS_ENCRYPTION_KEY,
    corsOrigins: values.AUTOMATIONS_CORS_ORIGINS,
    allowPrivateHosts: values.AUTOMATIONS_ALLOW_PRIVATE_HOSTS,
    retentionDays: values.AUTOMATIONS_RETENTION_DAYS,
    chainDepth: values.AUTOMATIONS_CHAIN_DEPTH,
    loopFirings: values.AUTOMATIONS_LOOP_FIRINGS,
    partitionSize: values.AUTOMATIONS_PARTITION_SIZE,
    signalsPerRun: values.AUTOMATIONS_SIGNALS_PER_RUN,
    watch: readWatch(values.AUTOMATIONS_WATCH),
    logLevel: values.AUTOMATIONS_LOG_LEVEL,
    uiUrl: values.AUTOMATIONS_UI_URL,
    temporalUiUrl: values.AUTOMATIONS_TEMPORAL_UI_URL,
    smtp: smtpOf(values),
    upstream: upstreamOf(values),
  };
}

function upstreamOf(values: z.infer<typeof environment>): UpstreamSettings | undefined {
  if (values.PREFECT_UPSTREAM_API_URL === undefined) return undefined;
  return {
    apiUrl: values.PREFECT_UPSTREAM_API_URL,
    apiKey: values.PREFECT_UPSTREAM_API_KEY,
    authString: values.PREFECT_UPSTREAM_API_AUTH_STRING,
  };
}

function smtpOf(values: z.infer<typeof environment>): SmtpServer | undefined {
  const server =
    values.AUTOMATIONS_SMTP_URL === undefined ? undefined : readSmtpUrl(values.AUTOMATIONS_SMTP_URL);
  const from = values.AUTOMATIONS_SMTP_FROM ?? server?.username;
  return server && from !== undefined ? { ...server, from } : undefined;
}

/** `all` is no restriction, `off` is no watch at all, everything else a visibility query. */
function readWatch(text: string): string | undefined {
  if (text === 'off') return undefined;
  return text === 'all' ? '' : text;
}

/** Reads `name:key` pairs, separated by commas; a key without a name is called `default`. */
function parseApiKeys(text: string, context: z.RefinementCtx): ApiKey[] {
  const keys = text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => {
      const colon = part.indexOf(':');
      return colon < 0
        ? { name: 'default', key: part }
        : { name: part.slice(0, colon).trim(), key: part.slice(colon + 1) };
    });
  if (keys.length === 0 || keys.some(({ name, key }) => name === '' || key === '')) {
    context.addIssue({ code: 'custom', message: 'must be one key, or name:key pairs separated by commas' });
  }
  if (new Set(keys.map(({ name }) => name)).size < keys.length) {
    context.addIssue({ code: 'custom', message: 'has two keys of the same name' });
  }
  return keys;
}

function checkKeys(text: string, context: z.RefinementCtx): void {
  try {
    if (parseKeys(text).length === 0) context.addIssue({ code: 'custom', message: 'holds no key' });
  } catch (error) {
    context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : 'is not a key' });
  }
}

/** Temporal's SDK resolves no names. */
function isSocketAddress(text: string): boolean {
  const [, host = '', port = ''] =
    /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  return isIP(host) !== 0 && Number(port) >= 1 && Number(port) <= 65_535;
}

/** Whether a text is an origin as browsers write it; `*` and `null` stand for anybody. */
function isOrigin(text: string): boolean {
  return /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
}

function integer(message: string, min: number, max: number) {
  return z.coerce.number(message).int(message).min(min, message).max(max, message);
}
