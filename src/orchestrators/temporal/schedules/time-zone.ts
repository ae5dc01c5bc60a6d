/** A point in time as clocks show it in a time zone. */
export interface LocalTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** 0 (Sunday) to 6. */
  readonly weekday: number;
}

/** What clocks in a time zone show at a time (epoch ms). */
export function localTime(at: number, timezone: string): LocalTime {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)?.value);
  const [year, month, day] = [of('year'), of('month'), of('day')];
  return {
    ...{ year, month, day, hour: of('hour'), minute: of('minute'), second: of('second') },
    weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay(),
  };
}

/** Whether the clocks of a time zone are put forward and back around a time (epoch ms). */
export function changesClocks(timezone: string, at: number): boolean {
  const offsets = Array.from({ length: 12 }, (_none, month) =>
    offset(at + month * 30 * 86_400_000, timezone),
  );
  return new Set(offsets).size > 1;
}

function offset(at: number, timezone: string): number {
  const whole = Math.floor(at / 1000) * 1000;
  const { year, month, day, hour, minute, second } = localTime(whole, timezone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - whole;
}
