import type { NameOf, WordedTrigger } from './definition.ts';
import { eventNames, familyOf, nounOf, type Family } from './family.ts';
import { forEach, scopeOf } from './scope.ts';
import { spanInWords } from './span.ts';

/** When a trigger on events fires, as a clause that goes after "when". */
export function eventClause(trigger: WordedTrigger, nameOf: NameOf): string {
  const family = familyOf(trigger);
  const scope = scopeOf(trigger, family, nameOf);
  const words =
    trigger.posture === 'Proactive' ? absence(trigger, family, scope) : presence(trigger, family, scope);
  return `${words}${forEach(trigger, family)}`;
}

/** "no `Completed` within 30 minutes after `Running`" */
function absence(trigger: WordedTrigger, family: Family | undefined, scope: string): string {
  const { expect = [], after = [], threshold = 1 } = trigger;
  const window = spanInWords(trigger.within ?? 0);
  const names = expect.length === 0 ? 'event' : eventNames(expect, family);
  const missing = threshold > 1 ? `fewer than ${threshold} ${names}` : `no ${names}`;
  const noun = family !== undefined && scope !== '' ? ` of a ${nounOf(family)}` : '';
  const what = `${missing}${noun}${scope}`;
  return after.length === 0
    ? `${what} for ${window}`
    : `${what} within ${window} after ${eventNames(after, family)}`;
}

/** "a flow run is `Failed`", "`order.paid` arrives 5 times within 1 minute" */
function presence(trigger: WordedTrigger, family: Family | undefined, scope: string): string {
  const { after = [], threshold = 1 } = trigger;
  const within = trigger.within ?? 0;
  const times = threshold > 1 ? ` ${threshold} times` : '';
  const window = within > 0 && (threshold > 1 || after.length > 0) ? ` within ${spanInWords(within)}` : '';
  const follows = after.length > 0 ? ` after ${eventNames(after, family)}` : '';
  return `${happening(trigger, family, scope)}${times}${window}${follows}`;
}

function happening({ expect = [] }: WordedTrigger, family: Family | undefined, scope: string): string {
  const noun = family === undefined ? '' : nounOf(family);
  const subject = `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}${scope}`;
  if (expect.length === 0)
    return family === undefined ? `any event${scope} arrives` : `${subject} sends any event`;
  const names = eventNames(expect, family);
  if (family === undefined || expect.some((name) => name.endsWith('*'))) return `${names}${scope} arrives`;
  return `${subject} is ${names}`;
}
