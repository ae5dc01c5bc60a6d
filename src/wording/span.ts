const UNITS = [
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/**
 * A span of time in words, in the largest unit that it is a whole number of; two units when that is shorter to read.
 *
 * @param seconds 0 or more
 * @example spanInWords(5_400) // '1 hour 30 minutes'
 */
export function spanInWords(seconds: number): string {
  for (const [unit, size] of UNITS) {
    if (seconds < size) continue;
    const whole = Math.floor(seconds / size);
    const rest = seconds - whole * size;
    return rest === 0 ? counted(whole, unit) : `${counted(whole, unit)} ${spanInWords(rest)}`;
  }
  return counted(Math.round(seconds * 1_000) / 1_000, 'second');
}

function counted(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? '' : 's'}`;
}
