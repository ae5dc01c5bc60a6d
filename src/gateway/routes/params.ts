import type { Request } from 'express';
import { readUuid } from '../../schemas/scalars.ts';
import { DetailError } from '../errors.ts';

/** The id in a path; what is no UUID is no route of Prefect's: 404. */
export function idParam(req: Request, name = 'id'): string {
  const id = readUuid(textParam(req, name));
  if (id === undefined) throw new DetailError(404, 'Not Found');
  return id;
}

/** A part of the path, decoded. Nothing has a NUL in its name, and databases refuse to look for one: 404. */
export function textParam(req: Request, name: string): string {
  const value: unknown = req.params[name];
  if (typeof value !== 'string') return '';
  if (value.includes('\0')) throw new DetailError(404, 'Not Found');
  return value;
}

/** A yes or no in the query; anything but the usual words for yes is no. */
export function flagParam(req: Request, name: string): boolean {
  const value: unknown = req.query[name];
  return typeof value === 'string' && /^(1|true|yes|on|t|y)$/i.test(value);
}

/** What was looked for. @throws DetailError 404 in Prefect's words when it is not there */
export function existing<T>(found: T | undefined, what: string): T {
  if (found === undefined) throw new DetailError(404, `${what} not found`);
  return found;
}
