import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../schemas/scalars.ts';

/** One field that is another one now. */
export interface Change {
  /** The way to it, for example `trigger.within` or `actions[0].body`. */
  readonly path: string;
  /** `undefined` when it was not there. */
  readonly from: unknown;
  /** `undefined` when it is gone. */
  readonly to: unknown;
}

/** The fields that differ, each as deep inside as both sides have the same shape. */
export function differences(from: unknown, to: unknown, path = ''): Change[] {
  if (isDeepStrictEqual(from, to)) return [];
  if (isObject(from) && isObject(to) && from['type'] === to['type']) {
    const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return keys.flatMap((key) => differences(from[key], to[key], path === '' ? key : `${path}.${key}`));
  }
  // Lists of objects are compared place by place; lists of texts are told whole.
  if (Array.isArray(from) && Array.isArray(to) && [...from, ...to].every(isObject)) {
    const length = Math.max(from.length, to.length);
    return Array.from({ length }, (_, index) =>
      differences((from as unknown[])[index], (to as unknown[])[index], `${path}[${index}]`),
    ).flat();
  }
  return [{ path, from, to }];
}
