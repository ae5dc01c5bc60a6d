import { describe, expect, it } from 'vitest';
import { loggablePath, withoutWorkspace } from '../../src/gateway/paths.ts';

const id = '0b7d3f9e-3c1a-4c41-9f5e-2f3a4f1c0b11';

describe('paths', () => {
  it.each([
    [`/api/accounts/${id}/workspaces/${id}/automations/`, '/api/automations/'],
    [`/api/accounts/${id}/workspaces/${id}/events/filter?x=1`, '/api/events/filter?x=1'],
    [`/api/accounts/${id}/workspaces/${id}`, '/api'],
    [`/api/accounts/${id}/events/out`, '/api/events/out'],
    [`/api/accounts/${id}/workspaces/other/x`, '/api/workspaces/other/x'],
    ['/api/accounts/none/workspaces/none/x', '/api/accounts/none/workspaces/none/x'],
    [`/hooks/api/accounts/${id}/workspaces/${id}`, `/hooks/api/accounts/${id}/workspaces/${id}`],
    ['/api/automations', '/api/automations'],
  ])('%s is %s', (url, expected) => {
    expect(withoutWorkspace(url)).toBe(expected);
  });

  it('shows neither slugs nor queries in logs', () => {
    expect(loggablePath('/hooks/AbCdEfGhIj?token=x')).toBe('/hooks/AbCd…');
    expect(loggablePath('/hooks/ab')).toBe('/hooks/ab…');
    expect(loggablePath('/api/events/filter/next?page-token=x')).toBe('/api/events/filter/next');
  });
});
