import { expect, test } from 'vitest';
import { Delivery } from '../../src/store/delivery.ts';

test('answers what a workflow was last told of, once everything up to the place has been routed', async () => {
  const delivery = new Delivery();
  delivery.begin(10);
  expect(await delivery.lastTold('a', 10, 1)).toBe(0);
  delivery.tell('a', 11);
  delivery.routed(11);
  const asked = delivery.lastTold('a', 13, 10_000);
  delivery.tell('b', 12);
  delivery.routed(12);
  delivery.tell('a', 13);
  delivery.routed(13);
  expect(await asked).toBe(13);
  expect(await delivery.lastTold('b', 13, 1)).toBe(12);
});

test('does not know when the dispatcher is behind, has stopped, or is elsewhere', async () => {
  const delivery = new Delivery();
  expect(await delivery.lastTold('a', 0, 1)).toBeNull();
  delivery.begin(5);
  expect(await delivery.lastTold('a', 6, 5)).toBeNull();
  delivery.end();
  expect(await delivery.lastTold('a', 5, 1)).toBeNull();
});

test('forgets what an earlier dispatcher told: the next one tells it again', async () => {
  const delivery = new Delivery();
  delivery.begin(0);
  delivery.tell('a', 7);
  delivery.begin(3);
  expect(await delivery.lastTold('a', 3, 1)).toBe(0);
});
