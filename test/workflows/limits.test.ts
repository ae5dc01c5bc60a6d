import { expect, test } from 'vitest';
import { showInstant } from '../../workflows/instant.ts';
import { shortSummary } from '../../workflows/short-summary.ts';

test('an instant beyond what a date can hold is shown as the last one that can be', () => {
  expect(showInstant(0)).toBe('1970-01-01T00:00:00.000Z');
  expect(showInstant(999_999_999 * 86_400_000)).toBe('+275760-09-13T00:00:00.000Z');
});

test.each(['n', 'é', '漢', '😀'])('a summary of %s fits what the server takes', (character) => {
  expect(Buffer.byteLength(shortSummary(character.repeat(5_000)))).toBeLessThanOrEqual(400);
});
