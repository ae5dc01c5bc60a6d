import { AutomationError } from '../../errors.ts';
import { eventFilterSchema, type EventFilter } from '../../schemas/event-filters.ts';
import { parseBody } from '../../schemas/validation.ts';
import type { EventKey } from './event-scan.ts';

/** Where a listing goes on: the same question, as of the same moment, behind the last event shown. */
export interface PageToken {
  readonly filter: EventFilter;
  /** Epoch ms. */
  readonly asOf: number;
  readonly total: number;
  readonly after: EventKey;
}

/** Writes a token as an opaque text. */
export function writePageToken(token: PageToken): string {
  return Buffer.from(JSON.stringify(token)).toString('base64');
}

/**
 * Reads a token back.
 *
 * @throws {AutomationError} `invalid_page_token` (403, as Prefect answers)
 */
export function readPageToken(text: string): PageToken {
  try {
    const token = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as Partial<PageToken> | null;
    const { filter, asOf, total, after } = token ?? {};
    const known = parseBody(eventFilterSchema, filter);
    if (typeof asOf !== 'number' || typeof total !== 'number') throw new Error('no moment');
    if (typeof after?.occurred !== 'number' || typeof after.id !== 'string') throw new Error('no place');
    return { filter: known, asOf, total, after: { occurred: after.occurred, id: after.id } };
  } catch (cause) {
    throw new AutomationError('invalid_page_token', 'Unable to parse page token', { httpStatus: 403, cause });
  }
}
