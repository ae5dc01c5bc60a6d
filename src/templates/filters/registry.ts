import { hash } from '../values/protocol.ts';
import { asText } from '../values/types.ts';
import type { Filters } from './filter.ts';
import type { Filter } from './filter.ts';
import { humanizeNumberFilters } from './humanize-numbers.ts';
import { humanizeTimeFilters } from './humanize-times.ts';
import { tojson } from './json.ts';
import { listFilters } from './lists.ts';
import { numberFilters } from './numbers.ts';
import { prefectFilters } from './prefect.ts';
import { tests } from './tests.ts';
import type { Test } from './tests.ts';
import { textFilters } from './text.ts';

const filters: Filters = {
  ...textFilters,
  ...listFilters,
  ...numberFilters,
  ...humanizeNumberFilters,
  ...humanizeTimeFilters,
  ...prefectFilters,
  tojson,
};

/** The filter of this name. */
export function findFilter(name: string): Filter | undefined {
  return Object.hasOwn(filters, name) ? filters[name] : undefined;
}

/** The test of this name. */
export function findTest(name: string): Test | undefined {
  // Hashing refuses what cannot be a key, as Python does.
  if (name === 'filter')
    return (rt, value) => hash(rt, value) !== '' && findFilter(asText(value) ?? '') !== undefined;
  if (name === 'test')
    return (rt, value) => hash(rt, value) !== '' && findTest(asText(value) ?? '') !== undefined;
  return Object.hasOwn(tests, name) ? tests[name] : undefined;
}
