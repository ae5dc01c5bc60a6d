import type { Automation } from '../../schemas/automations.ts';
import type { Trigger } from '../../schemas/triggers.ts';

/** What an automation does, in a few words. */
export function sentence({ trigger, actions }: Automation): string {
  return `${when(trigger)} → ${actions.map(({ type }) => type).join(', ') || 'nothing'}`;
}

function when(trigger: Trigger): string {
  switch (trigger.type) {
    case 'event': {
      const names = trigger.expect.join(', ') || 'any event';
      const often = trigger.threshold > 1 ? `${trigger.threshold} × ` : '';
      const span = trigger.within > 0 ? ` in ${trigger.within} s` : '';
      return trigger.posture === 'Proactive' ? `no ${often}${names}${span}` : `${often}${names}${span}`;
    }
    case 'metric': {
      const { name, operator, threshold } = trigger.metric;
      return `${name} ${operator} ${threshold}`;
    }
    case 'compound':
      return `${trigger.require} of (${trigger.triggers.map(when).join('; ')})`;
    case 'sequence':
      return trigger.triggers.map(when).join(', then ');
  }
}
