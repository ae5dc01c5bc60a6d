import { describe, expect, it } from 'vitest';
import { maskSecrets, secretPaths, unmaskSecrets } from '../../src/gateway/blocks/secrets.ts';

const fields = {
  secret_fields: ['url', 'secrets.*', 'child.password', 7],
  properties: {
    plain: { type: 'string' },
    own: { anyOf: [{ type: 'string', format: 'password' }, { type: 'null' }] },
    list: { type: 'array', items: { $ref: '#/definitions/Item' } },
    map: { type: 'object', additionalProperties: { type: 'string', writeOnly: true } },
    loop: { $ref: '#/definitions/Loop' },
  },
  definitions: {
    Item: { properties: { key: { format: 'password' } } },
    Loop: { properties: { again: { $ref: '#/definitions/Loop' }, key: { format: 'password' } } },
  },
};
const data = {
  url: 'https://u',
  secrets: { a: 'x', deep: { b: 'y', list: ['z'] }, none: null },
  child: { password: 'p', name: 'n' },
  plain: 'open',
  own: 'o',
  list: [{ key: 'k', label: 'l' }],
  map: { m: 's' },
  loop: { key: 'k' },
};
const masked = {
  url: '********',
  secrets: { a: '********', deep: { b: '********', list: ['********'] }, none: null },
  child: { password: '********', name: 'n' },
  plain: 'open',
  own: '********',
  list: [{ key: '********', label: 'l' }],
  map: { m: '********' },
  loop: { key: '********' },
};
const paths = secretPaths(fields);

describe('secrets of blocks', () => {
  it('are masked wherever the schema says so', () => {
    expect(maskSecrets(data, paths)).toEqual(masked);
  });

  it('leave absent fields absent and empty ones empty', () => {
    expect(maskSecrets({ url: null, plain: 'x' }, paths)).toEqual({ url: null, plain: 'x' });
  });

  it('are masked as a whole when they are no text', () => {
    expect(maskSecrets({ url: { user: 'u', password: 'p' } }, [['url']])).toEqual({ url: '********' });
    expect(maskSecrets({ secrets: 'not an object' }, [['secrets', '*']])).toEqual({ secrets: '********' });
  });

  it('come back when a masked document is written back', () => {
    expect(unmaskSecrets(masked, data, paths)).toEqual(data);
  });

  it('change when a new value is written', () => {
    const update = { ...masked, url: 'https://new', secrets: { ...masked.secrets, a: 'new' } };
    const expected = { ...data, url: 'https://new', secrets: { ...data.secrets, a: 'new' } };
    expect(unmaskSecrets(update, data, paths)).toEqual(expected);
  });

  it('keep a mask that stands for nothing known', () => {
    expect(unmaskSecrets({ url: '********' }, {}, paths)).toEqual({ url: '********' });
  });
});
