import { describe, expect, test } from 'vitest';
import { createLogger } from '../src/logging.ts';
import { temporalLogger } from '../src/temporal/runtime.ts';

function capture(format: 'plain' | 'json') {
  const lines: string[] = [];
  return { lines, logger: createLogger({ level: 'info', format, write: (line) => lines.push(line) }) };
}

describe('the log', () => {
  test.each(['plain', 'json'] as const)('never shows a secret (%s)', (format) => {
    const { lines, logger } = capture(format);
    const error = Object.assign(new Error('refused for Bearer s3cr3t-value'), {
      config: { headers: { Authorization: 'Basic s3cr3t-value' } },
    });
    logger.info({ headers: { 'X-Api-Key': 's3cr3t-value', accept: 'x' } }, 'call');
    logger.info({ block: { data: [{ password: { value: 's3cr3t-value' } }] } }, 'block');
    logger.warn('cannot reach postgres://app:s3cr3t-value@db:5432/x');
    logger.error(error, 'failed');
    logger.error({ error }, 'failed');
    logger.child({ token: 's3cr3t-value' }).info('from a child');
    expect(lines).toHaveLength(6);
    expect(lines.join('')).not.toContain('s3cr3t');
    expect(lines.join('')).toContain('refused for');
  });

  test('writes one plain line with its fields', () => {
    const { lines, logger } = capture('plain');
    logger.info({ automation: 'a b', count: 3 }, 'started');
    logger.debug('not at this level');
    expect(lines).toEqual([
      expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3} info {2}started automation="a b" count=3\n$/),
    ]);
  });

  test('takes the lines of the Temporal SDK, whose fields JSON cannot hold', () => {
    const { lines, logger } = capture('json');
    temporalLogger(logger).warn('slow', { taskQueue: 'q', at: 12n, [Symbol('order')]: 1 });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      level: 'warn',
      msg: 'slow',
      taskQueue: 'q',
      at: '12',
    });
  });
});
