import { expect, test } from 'vitest';
import { renderTemplate } from '../../src/templates/index.ts';

const event = {
  event: 'order.paid',
  resource: { 'prefect.resource.id': 'order.7', 'prefect.resource.name': 'Order 7', size: '9' },
  related: [
    {
      'prefect.resource.id': 'customer.3',
      'prefect.resource.role': 'customer',
      'prefect.resource.name': 'Mona',
    },
    { 'prefect.resource.id': 'customer.4', 'prefect.resource.role': 'customer' },
    { 'prefect.resource.id': 'prefect.flow.1', 'prefect.resource.role': 'flow', 'a:b': 'c' },
  ],
  payload: {},
};

// As Prefect 3.8.8 renders them.
test.each([
  [
    "{{ event.resource_in_role.customer.name }} {{ event.resource_in_role['flow'].id }}",
    'Mona prefect.flow.1',
  ],
  ["{{ event.resource_in_role['customer']['prefect.resource.name'] }}", 'Mona'],
  [
    "{{ event.resource_in_role.nobody.name }}|{{ event.resource_in_role.get('nobody') }}|{{ 'flow' in event.resource_in_role }}|{{ event.resource_in_role | length }}",
    '|None|True|2',
  ],
  ['{% for role in event.resource_in_role %}{{ role }};{% endfor %}', 'flow;customer;'],
  ["{% for one in event.resources_in_role['customer'] %}{{ one.id }};{% endfor %}", 'customer.3;customer.4;'],
  [
    '{% for role, all in event.resources_in_role.items() %}{{ role }}={{ all | length }};{% endfor %}',
    'customer=2;flow=1;',
  ],
  [
    "{% for one in event.resources_in_role['nobody'] %}{{ one.id }};{% endfor %}{{ event.resources_in_role['nobody'] | length }}",
    '0',
  ],
  [
    "{{ event.involved_resources | map(attribute='id') | join(',') }}",
    'order.7,customer.3,customer.4,prefect.flow.1',
  ],
  [
    "{{ event.find_resource_label('size') }} {{ event.find_resource_label('nope') }} {{ event.find_resource_label(label='prefect.resource.name') }}",
    '9 None Order 7',
  ],
  [
    "{{ event.find_resource_label('related:customer:prefect.resource.name') }} {{ event.find_resource_label('related:flow:prefect.resource.name') }} {{ event.find_resource_label('related:nobody:size') }}",
    'Mona None None',
  ],
  [
    "{{ event.find_resource_label('related:nobody:prefect.resource.name') }}|{{ event.find_resource_label('related:flow:a:b') }}|{{ event.find_resource_label('related:size') }}",
    'None|None|None',
  ],
])('%s renders as %s', (template, rendered) => {
  expect(renderTemplate(template, { event })).toBe(rendered);
});

test('what is no event has none of it, and fields of that name are what they are', () => {
  const body = { resource: { id: 1 }, related: [], find_resource_label: 'mine' };
  const template =
    '[{{ body.resource_in_role }}{{ body.involved_resources }}] {{ body.find_resource_label }}';
  expect(renderTemplate(template, { body })).toBe('[] mine');
  expect(() => renderTemplate('{{ event.find_resource_label() }}', { event })).toThrow(/label/);
});
