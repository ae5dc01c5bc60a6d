import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WEB_TYPES, webTypes } from '../../scripts/web-types.ts';

test('the types of the page are those of the API as it is described now (npm run web:types)', async () => {
  const file = join(import.meta.dirname, '..', '..', WEB_TYPES);
  expect((await readFile(file, 'utf8')) === (await webTypes())).toBe(true);
});
