import { scalar, type Reading } from './scalars.ts';

/** Seconds in the units that an ISO-8601 duration may name; months and years by convention 30 and 365 days. */
const dateUnits: Readonly<Record<string, number>> = {
  D: 86_400,
  W: 604_800,
  M: 2_592_000,
  Y: 31_536_000,
};
const timeUnits: Readonly<Record<string, number>> = { H: 3_600, M: 60, S: 1 };
const maxSeconds = 999_999_999 * 86_400;

const refusal = { refused: 'time_delta_parsing', because: 'Input should be a valid duration' } as const;
const tooLong = {
  refused: 'time_delta_parsing',
  because: 'Input should be a valid duration, at most 999,999,999 days',
} as const;

/**
 * A span of time. In: a number of seconds, an ISO-8601 string (`PT1H30M`, `P1DT2H`), or a clock-like one
 * (`01:30`, `01:30:00.5`, `2 days, 03:00`). Out: seconds, to the microsecond; may be negative.
 */
export const duration = scalar<number>(readDuration, { type: 'number', description: 'Seconds' });

/**
 * Reads what {@link duration} takes.
 *
 * @example readDuration('PT1M') // { value: 60 }
 */
export function readDuration(input: unknown): Reading<number> {
  if (typeof input === 'boolean') return { value: input ? 1 : 0 };
  if (typeof input === 'number') return bounded(input);
  if (typeof input !== 'string') {
    return { refused: 'time_delta_type', because: 'Input should be a valid duration' };
  }
  const signed = /^([+-]?)(.*)$/s.exec(input);
  const rest = signed?.[2] ?? '';
  const seconds = rest.startsWith('P') ? isoSeconds(rest.slice(1)) : clockSeconds(rest);
  if (seconds === undefined) return refusal;
  return bounded(signed?.[1] === '-' ? -seconds : seconds);
}

/** Rounds to the microsecond, which is as fine as the wire goes. */
function bounded(seconds: number): Reading<number> {
  if (!(Math.abs(seconds) <= maxSeconds)) return tooLong;
  return { value: Number(seconds.toFixed(6)) + 0 };
}

/** What follows the `P`. Units may repeat and come in any order; only the last quantity may have a fraction. */
function isoSeconds(text: string): number | undefined {
  const [date, time, more] = text.split('T');
  if (date === undefined || more !== undefined || (date === '' && !time)) return undefined;
  const quantities = [...readQuantities(date, dateUnits), ...readQuantities(time ?? '', timeUnits)];
  let total = 0;
  for (const [index, quantity] of quantities.entries()) {
    if (quantity === null) return undefined;
    if (quantity.fractional && index < quantities.length - 1) return undefined;
    total += quantity.seconds;
  }
  return total;
}

function* readQuantities(
  text: string,
  units: Readonly<Record<string, number>>,
): Generator<{ seconds: number; fractional: boolean } | null> {
  const pattern = /(\d+)([.,]\d*)?([A-Z])/y;
  while (pattern.lastIndex < text.length) {
    const [, whole, fraction, unit] = pattern.exec(text) ?? [];
    const size = unit === undefined ? undefined : units[unit];
    if (whole === undefined || size === undefined) {
      yield null;
      return;
    }
    const amount = Number(`${whole}.${fraction?.slice(1) ?? ''}`);
    yield { seconds: amount * size, fractional: fraction !== undefined };
  }
}

/** `HH:MM`, `HH:MM:SS.ffffff`, `N days`, or `N days, HH:MM:SS`. Hours go past 24. */
function clockSeconds(text: string): number | undefined {
  const withDays = /^(\d+) *(?:days?|d)(?:, ?| )?(.*)$/is.exec(text);
  const days = withDays === null ? 0 : Number(withDays[1]);
  const clock = withDays === null ? text : (withDays[2] ?? '');
  if (withDays !== null && clock === '') return days * 86_400;
  const [, hours, minutes, seconds, fraction] =
    /^(\d{2,}):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?$/.exec(clock) ?? [];
  if (hours === undefined) return undefined;
  // Past the sixth digit the wire's clock form is cut off, not rounded.
  const parts = Number(`0.${(fraction ?? '').slice(0, 6)}`);
  return days * 86_400 + Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds ?? 0) + parts;
}
