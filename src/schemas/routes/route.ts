import type { z } from 'zod';

/** A call of the API as the OpenAPI document shows it. Paths are below `/api`. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  readonly path: string;
  readonly summary: string;
  /** Schemas of the parameters in the path, by name. */
  readonly params?: Readonly<Record<string, z.ZodType>>;
  readonly query?: Readonly<Record<string, z.ZodType>>;
  readonly body?: z.ZodType;
  /** Status and body of success; no body when the schema is absent. */
  readonly status: number;
  readonly reply?: z.ZodType;
  /** Whether the call works without credentials. */
  readonly open?: boolean;
}
