import { expect, test } from 'vitest';
import { renderTemplate } from '../../src/templates/index.ts';

const context = {
  event: {
    resource: {
      'prefect.resource.id': 'model.adhoc',
      'prefect.resource.name': 'Adhoc',
      id: 'own',
      role: 'r',
    },
    related: [{ 'prefect.resource.id': 'prefect.flow.1', 'prefect.resource.role': 'flow' }],
    payload: { id: 7, name: 'plain' },
  },
};

// As Prefect 3.8.8 renders them: its resources have these attributes besides their labels.
test.each([
  ['{{ event.resource.id }} {{ event.resource.name | upper }}', 'model.adhoc ADHOC'],
  ['{{ event.related[0].id }} {{ event.related[0].role }}', 'prefect.flow.1 flow'],
  ['{{ event.related[0].name }}', 'None'],
  ["{{ event.resource['id'] }} {{ event.resource.get('id') }}", 'own own'],
  ["{{ event.resource['name'] }}", 'Adhoc'],
  ['{{ event.payload.id }} {{ event.payload.name }}', '7 plain'],
])('%s renders as %s', (template, rendered) => {
  expect(renderTemplate(template, context)).toBe(rendered);
});
