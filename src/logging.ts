import { pino, stdSerializers, type Logger as PinoLogger } from 'pino';
import type { LogLevel } from './settings.ts';

/** The program's log. */
export type Logger = PinoLogger;

/** How {@link createLogger} writes. */
export interface LoggerOptions {
  readonly level: LogLevel;
  /** Plain lines for people, or one JSON object a line; plain on a terminal when absent. */
  readonly format?: 'plain' | 'json';
  /** Where lines go; stderr when absent. */
  readonly write?: (line: string) => void;
}

const REDACTED = '[redacted]';
const SECRET_NAME =
  /authorization|cookie|token|passw|passphrase|secret|credential|api[-_]?key|private[-_]?key|encryption[-_]?key|database[-_]?url/i;
const MAX_DEPTH = 8;

/**
 * Makes the log. Fields with the name of a secret (`authorization`, `token`, `password`, …) at any depth, passwords in
 * URLs and bearer tokens in texts are replaced before anything is written.
 *
 * @example createLogger({ level: 'info' }).info({ automation: id }, 'automation started')
 */
export function createLogger(options: LoggerOptions): Logger {
  const write = options.write ?? ((line: string) => void process.stderr.write(line));
  const format = options.format ?? (process.stderr.isTTY ? 'plain' : 'json');
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // Errors are turned into plain data below, redacted with the rest.
      serializers: { err: (value: unknown) => value },
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactFields(fields, 0),
      },
    },
    {
      write: (line: string) => {
        // Once more over the whole line: the fields of child loggers are put in without passing the formatter.
        const entry = redactFields(JSON.parse(redactText(line)) as Record<string, unknown>, 0);
        write(format === 'plain' ? plainLine(entry) : `${JSON.stringify(entry)}\n`);
      },
    },
  );
}

/**
 * Replaces what looks like a credential inside a text: the password of a URL, a bearer or basic token.
 *
 * @example redactText('postgres://app:pw@db/x') // 'postgres://app:[redacted]@db/x'
 */
export function redactText(text: string): string {
  return text
    .replace(/(\/\/[^/\s:@"]*:)[^/\s@"]+@/g, `$1${REDACTED}@`)
    .replace(/\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`);
}

function redactFields(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      SECRET_NAME.test(name) && value != null ? REDACTED : redactValue(value, depth + 1),
    ]),
  );
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth > MAX_DEPTH) return '[…]';
  if (value instanceof Error) return redactFields({ ...stdSerializers.err(value) }, depth);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  return redactFields(value as Record<string, unknown>, depth);
}

function plainLine(entry: Record<string, unknown>): string {
  const { level, time, msg, err, ...fields } = entry;
  const clock = String(time).slice(11, 23);
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${plainValue(value)}`);
  const error = err as { stack?: string; message?: string } | undefined;
  const stack = error === undefined ? '' : `\n${error.stack ?? error.message ?? JSON.stringify(error)}`;
  return `${clock} ${String(level).padEnd(5)} ${String(msg ?? '')}${rest.join('')}${stack}\n`;
}

function plainValue(value: unknown): string {
  return typeof value === 'string' && !/[\s"=]/.test(value) ? value : JSON.stringify(value);
}
